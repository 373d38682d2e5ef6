package dev.gatehouse.cli.config;

import dev.gatehouse.cli.Nearest;
import dev.gatehouse.core.baseline.hour.Incident;
import dev.gatehouse.estate.TagNames;
import dev.gatehouse.estate.yaml.Yaml;
import dev.gatehouse.estate.yaml.YamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads gatehouse.yaml and says what is wrong with it, line by line. */
final class ConfigReader {
  private static final String DETECTIONS = "detections";
  private static final String ESTATE_TAGS = "estate-tags";
  private static final String STAGING = "staging";
  private static final String INCIDENTS = "incidents";
  private static final String AFTER_DAYS = "statisticalAfterDays";
  private static final int AFTER_DAYS_MAX = 365;
  private static final long BYTES_MAX = 1 << 20;

  private final Path file;
  private final DetectionSettings detectionSettings = new DetectionSettings();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> detections = new LinkedHashMap<>();
  private TagNames tagNames = TagNames.DEFAULT;
  private int statisticalAfterDays;
  private List<Incident> incidents = List.of();
  private final List<Config.Problem> problems = new ArrayList<>();

  private final List<ConfigSection<?>> others;
  private final Map<String, Object> sections = new HashMap<>();

  ConfigReader(Path file) {
    this(file, List.of());
  }

  /**
   * @param others sections that are described elsewhere
   */
  ConfigReader(Path file, List<ConfigSection<?>> others) {
    this.file = file;
    this.others = others;
  }

  /** What the sections say that are described elsewhere, by their key, after {@link #read}. */
  Map<String, Object> sections() {
    return sections;
  }

  /**
   * Reads the file.
   *
   * @throws IOException if it cannot be read; what is wrong inside it stands in {@link
   *     Config#problems}
   */
  Config read() throws IOException {
    if (Files.size(file) > BYTES_MAX) {
      problems.add(new Config.Problem(1, "The file is larger than 1 MB; it cannot be settings."));
      return config();
    }
    try {
      Yaml.nodes(Files.readString(file)).ifPresent(this::root);
    } catch (YamlException e) {
      problems.add(new Config.Problem(e.line(), "This is not YAML: " + e.problem() + "."));
    } catch (java.nio.charset.CharacterCodingException e) {
      problems.add(new Config.Problem(1, "This is not YAML in UTF-8."));
    }
    return config();
  }

  private Config config() {
    return new Config(
        file, settings, detections, tagNames, statisticalAfterDays, incidents, problems);
  }

  private void root(Node root) {
    if (!(root instanceof MappingNode map)) {
      problem(root, "Settings are written as `key: value`.");
      return;
    }
    Set<String> seen = new HashSet<>();
    for (NodeTuple entry : map.getValue()) {
      String key = scalar(entry.getKeyNode());
      if (key == null) {
        problem(entry.getKeyNode(), "A key must be a word.");
      } else if (!seen.add(key)) {
        twice(entry.getKeyNode(), key);
      } else if (key.equals(ESTATE_TAGS)) {
        estateTags(entry.getValueNode());
      } else if (key.equals(DETECTIONS)) {
        detections(entry.getValueNode());
      } else if (key.equals(STAGING)) {
        staging(entry.getValueNode());
      } else if (key.equals(INCIDENTS)) {
        incidents = IncidentList.of(entry.getValueNode(), this::problem);
      } else if (!section(key, entry.getValueNode())) {
        setting(key, entry);
      }
    }
  }

  private boolean section(String key, Node node) {
    for (ConfigSection<?> other : others) {
      if (other.key().equals(key)) {
        Path folder = file.toAbsolutePath().getParent();
        sections.put(key, other.read(node, folder == null ? file : folder, this::problem));
        return true;
      }
    }
    return false;
  }

  private void setting(String key, NodeTuple entry) {
    Optional<Setting> known = Setting.of(key);
    if (known.isEmpty()) {
      List<String> keys = new ArrayList<>(Setting.keys());
      keys.add(DETECTIONS);
      keys.add(ESTATE_TAGS);
      keys.add(STAGING);
      keys.add(INCIDENTS);
      others.forEach(other -> keys.add(other.key()));
      unknown(entry.getKeyNode(), "key", key, keys);
      return;
    }
    String value = scalar(entry.getValueNode());
    Kind kind = known.get().kind();
    if (value == null || !kind.accepts(value)) {
      problem(
          entry.getValueNode(),
          "`"
              + key
              + "` must be "
              + kind.words()
              + (value == null ? "." : ", not `" + value + "`."));
    } else {
      // A path means the same wherever the command is run.
      settings.put(
          key,
          kind == Kind.PATH
              ? file.toAbsolutePath().resolveSibling(value).normalize().toString()
              : value);
    }
  }

  /** The keys under which accounts carry what is asked of them. */
  private void estateTags(Node node) {
    if (!(node instanceof MappingNode map)) {
      problem(
          node, "`estate-tags` holds the tags' names: `env`, `bu` and `tier`, each with a key.");
      return;
    }
    String env = tagNames.environment();
    String unit = tagNames.businessUnit();
    String tier = tagNames.tier();
    for (NodeTuple entry : map.getValue()) {
      String word = scalar(entry.getKeyNode());
      String key = scalar(entry.getValueNode());
      if (word == null || key == null) {
        problem(entry.getKeyNode(), "The name of a tag must be a word.");
        continue;
      }
      switch (word) {
        case "env" -> env = key;
        case "bu" -> unit = key;
        case "tier" -> tier = key;
        default -> unknown(entry.getKeyNode(), "tag", word, List.of("env", "bu", "tier"));
      }
    }
    tagNames = new TagNames(env, unit, tier);
  }

  /** From which day of a trail on which detections count. */
  private void staging(Node node) {
    if (!(node instanceof MappingNode map)) {
      problem(node, "`staging` holds `" + AFTER_DAYS + "`, a number of days.");
      return;
    }
    for (NodeTuple entry : map.getValue()) {
      String key = scalar(entry.getKeyNode());
      String value = scalar(entry.getValueNode());
      if (!AFTER_DAYS.equals(key)) {
        unknown(entry.getKeyNode(), "key", String.valueOf(key), List.of(AFTER_DAYS));
      } else if (value == null
          || !value.matches("[0-9]{1,3}")
          || Integer.parseInt(value) > AFTER_DAYS_MAX) {
        problem(
            entry.getValueNode(),
            "`" + AFTER_DAYS + "` must be a whole number from 0 to " + AFTER_DAYS_MAX + ".");
      } else {
        statisticalAfterDays = Integer.parseInt(value);
      }
    }
  }

  private void detections(Node node) {
    if (!(node instanceof MappingNode map)) {
      problem(node, "`detections` holds the ids of detections, each with its settings.");
      return;
    }
    Set<String> seen = new HashSet<>();
    for (NodeTuple entry : map.getValue()) {
      String id = scalar(entry.getKeyNode());
      if (id != null && !seen.add(id)) {
        twice(entry.getKeyNode(), id);
      } else if (id == null || !detectionSettings.ids().contains(id)) {
        unknown(entry.getKeyNode(), "detection", String.valueOf(id), detectionSettings.ids());
      } else if (!(entry.getValueNode() instanceof MappingNode values)) {
        problem(entry.getValueNode(), "`" + id + "` needs settings written as `key: value`.");
      } else {
        Map<String, Object> settings = map(values);
        detectionSettings.problem(id, settings).ifPresent(wrong -> problem(values, wrong));
        detections.put(id, settings);
      }
    }
  }

  private void twice(Node at, String key) {
    problem(at, "`" + key + "` stands here for the second time; keep one.");
  }

  private void unknown(Node at, String what, String word, Collection<String> known) {
    String hint = Nearest.hint(word, known);
    problem(at, "There is no " + what + " `" + word + "`" + (hint.isEmpty() ? "." : hint));
  }

  private Map<String, Object> map(MappingNode node) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (NodeTuple entry : node.getValue()) {
      Object value = value(entry.getValueNode());
      String key = scalar(entry.getKeyNode());
      if (key == null || value == null) {
        problem(entry.getKeyNode(), "A setting needs a word, a number, yes or no, or a list.");
      } else {
        map.put(key, value);
      }
    }
    return map;
  }

  /** Text, long, double, boolean, list or map; null for an empty value. */
  private @Nullable Object value(Node node) {
    if (node instanceof MappingNode map) {
      return map(map);
    }
    if (node instanceof SequenceNode list) {
      List<Object> values = new ArrayList<>();
      for (Node item : list.getValue()) {
        Object value = value(item);
        if (value != null) {
          values.add(value);
        }
      }
      return values;
    }
    String text = scalar(node);
    if (text == null) {
      return null;
    }
    return switch (node.getTag().getValue()) {
      case "tag:yaml.org,2002:int" -> number(text);
      case "tag:yaml.org,2002:float" -> Double.parseDouble(text);
      case "tag:yaml.org,2002:bool" -> Boolean.parseBoolean(text);
      default -> text;
    };
  }

  private static Object number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException hexadecimalOrHuge) {
      return text;
    }
  }

  private static @Nullable String scalar(Node node) {
    return node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()
        ? scalar.getValue()
        : null;
  }

  private void problem(Node node, String sentence) {
    int line = node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    problems.add(new Config.Problem(line, sentence));
  }
}
