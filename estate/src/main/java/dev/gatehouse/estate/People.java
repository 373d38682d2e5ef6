package dev.gatehouse.estate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the person that a name means, as {@link Person#is} has it, without asking everybody: under
 * each form that an identity may be shortened to stands the first who has it.
 */
final class People {
  private final List<Person> all;

  /** Whole identities: a record's name may be longer, {@code …/} before them. */
  private final Map<String, Integer> whole = new HashMap<>();

  /** Identities without what stands before a slash, or from an at sign on. */
  private final Map<String, Integer> shortened = new HashMap<>();

  People(List<Person> all) {
    this.all = all;
    for (int i = 0; i < all.size(); i++) {
      String identity = all.get(i).identity();
      whole.putIfAbsent(identity, i);
      for (int slash = identity.indexOf('/');
          slash >= 0;
          slash = identity.indexOf('/', slash + 1)) {
        shortened.putIfAbsent(identity.substring(slash + 1), i);
      }
      for (int at = identity.indexOf('@'); at >= 0; at = identity.indexOf('@', at + 1)) {
        shortened.putIfAbsent(identity.substring(0, at), i);
      }
    }
  }

  /** The first person that {@code name} means. */
  Optional<Person> person(String name) {
    int first = Math.min(index(whole.get(name)), index(shortened.get(name)));
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      first = Math.min(first, index(whole.get(name.substring(slash + 1))));
    }
    return first < all.size() ? Optional.of(all.get(first)) : Optional.empty();
  }

  private static int index(@Nullable Integer known) {
    return known == null ? Integer.MAX_VALUE : known;
  }
}
