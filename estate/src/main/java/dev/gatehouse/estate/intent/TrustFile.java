package dev.gatehouse.estate.intent;

import dev.gatehouse.estate.yaml.Yaml;
import dev.gatehouse.estate.yaml.YamlException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** {@code trust.yaml}: a map whose {@code edges} are a list. An edge that is wrong costs itself. */
public final class TrustFile {
  private static final Pattern RECOGNISED =
      Pattern.compile("^(?:\\{\\s*)?\"?edges\"?\\s*:", Pattern.MULTILINE);
  private static final Set<String> KEYS =
      Set.of("source", "target", "purpose", "owner", "max_depth", "until", "approvedBy");

  private final String file;
  private final List<String> problems;
  private final List<TrustEdge> edges = new ArrayList<>();

  private TrustFile(String file, List<String> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Whether the text looks like a trust map, in YAML or JSON. */
  public static boolean recognises(String text) {
    return RECOGNISED.matcher(text).find();
  }

  /**
   * The edges of a file.
   *
   * @param problems takes one sentence, with the line, for each edge that is left out
   * @throws IllegalArgumentException with one sentence if the file is no YAML
   */
  public static List<TrustEdge> read(String text, String file, List<String> problems) {
    TrustFile reader = new TrustFile(file, problems);
    try {
      Yaml.nodes(text).ifPresent(reader::root);
    } catch (YamlException e) {
      throw new IllegalArgumentException(
          "line " + e.line() + " is no YAML: " + e.problem() + ".", e);
    }
    return reader.edges;
  }

  private void root(Node root) {
    Node list = root instanceof MappingNode map ? members(map).get("edges") : null;
    if (!(list instanceof SequenceNode sequence)) {
      if (list instanceof ScalarNode scalar && scalar.getValue().isEmpty()) {
        return;
      }
      problems.add("`" + file + "`: `edges` must be a list, each with `source` and `target`.");
      return;
    }
    for (Node node : sequence.getValue()) {
      try {
        edges.add(edge(node));
      } catch (IllegalArgumentException e) {
        problems.add(
            "`" + file + "`: the edge in line " + line(node) + " is left out: " + e.getMessage());
      }
    }
  }

  private TrustEdge edge(Node node) {
    if (!(node instanceof MappingNode map)) {
      throw new IllegalArgumentException("an edge is written as `source:` and `target:`.");
    }
    Map<String, Node> members = members(map);
    for (String key : members.keySet()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "`"
                + key
                + "` is no key of an edge; the keys are source, target, purpose, owner,"
                + " max_depth, until and approvedBy.");
      }
    }
    String until = text(members, "until");
    String purpose = text(members, "purpose");
    String owner = text(members, "owner");
    return new TrustEdge(
        needed(members, "source"),
        needed(members, "target"),
        purpose == null ? "" : purpose,
        owner == null ? "" : owner,
        depth(text(members, "max_depth")),
        until == null ? null : end(until),
        text(members, "approvedBy"),
        file,
        line(node));
  }

  private static String needed(Map<String, Node> members, String key) {
    String text = text(members, key);
    if (text == null) {
      throw new IllegalArgumentException("it has no `" + key + "`.");
    }
    return text;
  }

  private static @Nullable Integer depth(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (!text.matches("[1-9][0-9]?")) {
      throw new IllegalArgumentException(
          "`max_depth` is a whole number from 1 to 99, not `" + text + "`.");
    }
    return Integer.valueOf(text);
  }

  /** A day alone ends with the day. */
  private static Instant end(String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "`until` is a day like `2026-03-31` or a time like `2026-03-31T18:00:00Z`, not `"
              + text
              + "`.",
          e);
    }
  }

  private static Map<String, Node> members(MappingNode map) {
    Map<String, Node> members = new HashMap<>();
    for (NodeTuple entry : map.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key) {
        members.put(key.getValue(), entry.getValueNode());
      }
    }
    return members;
  }

  private static @Nullable String text(Map<String, Node> members, String key) {
    Node node = members.get(key);
    if (node != null && !(node instanceof ScalarNode)) {
      throw new IllegalArgumentException("`" + key + "` must be a single value.");
    }
    return node instanceof ScalarNode scalar && !scalar.getValue().isBlank()
        ? scalar.getValue().strip()
        : null;
  }

  private static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }
}
