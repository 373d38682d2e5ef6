package dev.gatehouse.estate.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.estate.graph.way.Compute;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Of all operations of AWS that take a role, which are no way: the list says what is left out. */
class RoleOperationsTest {
  private static List<String> lines(String file) throws IOException {
    InputStream in = RoleOperationsTest.class.getResourceAsStream("/" + file);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }

  @Test
  void eachIsAWayOrNamedAsLeftOut() throws IOException {
    Set<String> named = new TreeSet<>();
    Compute.ALL.forEach(each -> each.calls().forEach(named::addAll));
    Set<String> left = new TreeSet<>();
    for (String line : lines("role-operations-left-out.txt")) {
      String service = line.substring(0, line.indexOf(':'));
      for (String operation : line.substring(line.indexOf(':') + 2).split(" ")) {
        left.add(service + ":" + operation);
      }
    }
    Set<String> all = new TreeSet<>(lines("role-operations.txt"));
    assertThat(all).hasSizeGreaterThan(600).containsAll(left);
    assertThat(left).doesNotContainAnyElementsOf(named);
    all.removeAll(left);
    all.removeAll(named);
    assertThat(all).as("neither a way nor left out").isEmpty();
  }
}
