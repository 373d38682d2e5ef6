package dev.gatehouse.cli.config;

import dev.gatehouse.core.baseline.hour.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** {@code incidents} of gatehouse.yaml: stretches of time that are judged and not learned from. */
final class IncidentList {
  private static final Set<String> KEYS = Set.of("who", "from", "to");
  private static final String SHAPE =
      "An incident holds `from` and `to`, each a time such as 2026-01-31T00:00:00Z, and if it"
          + " concerns one only, `who`.";

  private IncidentList() {}

  /**
   * Reads the list.
   *
   * @param wrong takes what is wrong, with the place
   */
  static List<Incident> of(Node node, Wrong wrong) {
    if (!(node instanceof SequenceNode list)) {
      wrong.at(node, "`incidents` is a list. " + SHAPE);
      return List.of();
    }
    List<Incident> incidents = new ArrayList<>();
    for (Node item : list.getValue()) {
      try {
        incidents.add(incident(item));
      } catch (IllegalArgumentException e) {
        wrong.at(item, String.valueOf(e.getMessage()));
      }
    }
    return incidents;
  }

  /** Takes what is wrong at a place of the file. */
  interface Wrong {
    void at(Node node, String sentence);
  }

  private static Incident incident(Node item) {
    if (!(item instanceof MappingNode map)) {
      throw new IllegalArgumentException(SHAPE);
    }
    Map<String, String> said = new LinkedHashMap<>();
    for (NodeTuple entry : map.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)
          || !(entry.getValueNode() instanceof ScalarNode value)
          || !KEYS.contains(key.getValue())) {
        throw new IllegalArgumentException(SHAPE);
      }
      said.put(key.getValue(), value.getValue());
    }
    return new Incident(said.getOrDefault("who", ""), time(said.get("from")), time(said.get("to")));
  }

  private static Instant time(@Nullable String text) {
    if (text == null || !(Moment.parse(text) instanceof Moment.At at)) {
      throw new IllegalArgumentException(SHAPE);
    }
    return at.time();
  }
}
