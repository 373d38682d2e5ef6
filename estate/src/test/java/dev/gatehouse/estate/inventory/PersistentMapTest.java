package dev.gatehouse.estate.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PersistentMapTest {
  @Property(seed = "20261130")
  void isASortedMapOfWhichOldCopiesStay(
      @ForAll @Size(max = 200) List<@IntRange(min = -40, max = 40) Integer> changes) {
    PersistentMap<Integer> map = PersistentMap.empty();
    TreeMap<String, Integer> expected = new TreeMap<>();
    List<PersistentMap<Integer>> copies = new ArrayList<>();
    List<TreeMap<String, Integer>> expectedCopies = new ArrayList<>();
    for (int change : changes) {
      String key = "k" + Math.abs(change);
      if (change < 0) {
        map = map.without(key);
        expected.remove(key);
      } else {
        map = map.with(key, change);
        expected.put(key, change);
      }
      copies.add(map);
      expectedCopies.add(new TreeMap<>(expected));
    }
    for (int i = 0; i < copies.size(); i++) {
      assertThat(new ArrayList<>(copies.get(i).entrySet()))
          .isEqualTo(new ArrayList<>(expectedCopies.get(i).entrySet()));
      assertThat(copies.get(i)).hasSize(expectedCopies.get(i).size());
    }
  }
}
