package dev.gatehouse.serve.config;

import dev.gatehouse.serve.source.BucketSettings;
import dev.gatehouse.serve.source.EventsSettings;
import dev.gatehouse.serve.source.FolderSettings;
import dev.gatehouse.serve.source.SourceSettings;
import dev.gatehouse.serve.source.SqsSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the section {@code serve}, says what is wrong in it, and prints an example of it. */
public final class ServeSection {
  /** Under which it stands in the file. */
  public static final String KEY = "serve";

  private static final String SOURCES = "sources";

  private static final List<Key> KEYS =
      List.of(
          Key.path("data", "./gatehouse-data", "Folder in which everything is kept."),
          Key.word(
              "host",
              "[0-9A-Za-z.:-]+",
              "an address such as `127.0.0.1`",
              "127.0.0.1",
              "Address to listen on; by default this machine alone."),
          Key.count("port", 65535, "8422", "Port to listen on."),
          Key.span(
              "keep", "400d", "How long records are kept and can be found; for ever by default."));

  private final Path folder;
  private final BiConsumer<Node, String> wrong;
  private final Set<String> names = new HashSet<>();

  private ServeSection(Path folder, BiConsumer<Node, String> wrong) {
    this.folder = folder;
    this.wrong = wrong;
  }

  /**
   * Reads it.
   *
   * @param folder from which paths are relative
   * @param wrong takes what is wrong, with the place
   */
  public static ServeConfig read(Node node, Path folder, BiConsumer<Node, String> wrong) {
    return new ServeSection(folder, wrong).read(node);
  }

  private ServeConfig read(Node node) {
    if (!(node instanceof MappingNode map)) {
      wrong.accept(node, "`serve` holds settings written as `key: value`.");
      return ServeConfig.NONE;
    }
    List<SourceSettings> sources = new ArrayList<>();
    Map<String, String> texts =
        texts(
            map,
            KEYS,
            List.of(SOURCES),
            value -> {
              if (value instanceof SequenceNode list) {
                list.getValue().forEach(item -> source(item).ifPresent(sources::add));
              } else {
                wrong.accept(value, "`sources` is a list; each begins with " + kinds() + ".");
              }
            });
    return new ServeConfig(texts, sources);
  }

  private static String kinds() {
    return "`- " + String.join(": …`, `- ", SourceKind.words()) + ": …`";
  }

  private Map<String, String> texts(
      MappingNode map,
      Collection<Key> keys,
      List<String> others,
      java.util.function.Consumer<Node> other) {
    Map<String, String> texts = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (NodeTuple entry : map.getValue()) {
      String name = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      Optional<Key> known = keys.stream().filter(key -> key.name().equals(name)).findFirst();
      if (!seen.add(name)) {
        wrong.accept(
            entry.getKeyNode(), "`" + name + "` stands here for the second time; keep one.");
      } else if (others.contains(name)) {
        other.accept(entry.getValueNode());
      } else if (known.isEmpty()) {
        List<String> words = new ArrayList<>(keys.stream().map(Key::name).toList());
        words.addAll(others);
        wrong.accept(
            entry.getKeyNode(),
            "There is no key `" + name + "` here; there are " + String.join(", ", words) + ".");
      } else {
        String text = entry.getValueNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (known.get().accepts(text)) {
          texts.put(name, text);
        } else {
          wrong.accept(
              entry.getValueNode(),
              "`"
                  + name
                  + "` must be "
                  + known.get().words()
                  + (text.isEmpty() ? "." : ", not `" + text + "`."));
        }
      }
    }
    return texts;
  }

  private Optional<SourceSettings> source(Node node) {
    if (!(node instanceof MappingNode map)) {
      wrong.accept(node, "A source begins with one of " + kinds() + ".");
      return Optional.empty();
    }
    Set<String> names = new HashSet<>();
    map.getValue()
        .forEach(
            entry -> {
              if (entry.getKeyNode() instanceof ScalarNode scalar) {
                names.add(scalar.getValue());
              }
            });
    List<SourceKind> kinds = new ArrayList<>();
    for (SourceKind kind : SourceKind.values()) {
      if (names.contains(kind.first().name())) {
        kinds.add(kind);
      }
    }
    if (kinds.size() != 1) {
      wrong.accept(node, "A source begins with exactly one of " + kinds() + ".");
      return Optional.empty();
    }
    SourceKind kind = kinds.get(0);
    Map<String, String> texts = texts(map, kind.keys().toList(), List.of(), value -> {});
    String first = texts.get(kind.first().name());
    if (first == null) {
      return Optional.empty();
    }
    SourceSettings made = make(kind, first, texts, node);
    if (made != null && !this.names.add(made.name())) {
      wrong.accept(node, "The source `" + first + "` stands here for the second time; keep one.");
      return Optional.empty();
    }
    return Optional.ofNullable(made);
  }

  private @Nullable SourceSettings make(
      SourceKind kind, String first, Map<String, String> texts, Node node) {
    return switch (kind) {
      case FOLDER -> new FolderSettings(resolved(first));
      case QUEUE ->
          new SqsSettings(
              first,
              texts.get("region"),
              address(texts.get("endpoint")),
              address(texts.get("s3-endpoint")),
              Integer.parseInt(texts.getOrDefault("readers", "4")));
      case BUCKET ->
          new BucketSettings(
              first,
              texts.getOrDefault("prefix", ""),
              span(texts.getOrDefault("every", "5m")),
              texts.get("region"),
              address(texts.get("endpoint")));
      case EVENTS -> {
        String file = texts.get("secret-file");
        if (file == null) {
          wrong.accept(node, "`events` needs a `secret-file`: whoever sends must know a secret.");
          yield null;
        }
        yield new EventsSettings(first, resolved(file));
      }
    };
  }

  private Path resolved(String path) {
    return folder.resolve(path).normalize();
  }

  private static @Nullable URI address(@Nullable String text) {
    return text == null ? null : URI.create(text);
  }

  /** A number and {@code s}, {@code m}, {@code h} or {@code d}. */
  public static Duration span(String text) {
    long n = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(n);
      case 'm' -> Duration.ofMinutes(n);
      case 'h' -> Duration.ofHours(n);
      default -> Duration.ofDays(n);
    };
  }

  /** Every key with what it means. */
  public static List<String> example() {
    List<String> lines = new ArrayList<>();
    lines.add("The server; see docs/operate.md.");
    lines.add("serve:");
    for (Key key : KEYS) {
      lines.add("  # " + key.comment());
      lines.add("  " + key.name() + ": " + key.example());
    }
    lines.add("  # Where records come from, each once.");
    lines.add("  " + SOURCES + ":");
    for (SourceKind kind : SourceKind.values()) {
      lines.add("    # " + kind.first().comment());
      lines.add("    - " + kind.first().name() + ": " + kind.first().example());
      for (Key key : kind.more()) {
        lines.add("      # " + key.comment());
        lines.add("      " + key.name() + ": " + key.example());
      }
    }
    return lines;
  }
}
