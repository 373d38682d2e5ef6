package dev.gatehouse.estate.yaml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads YAML. Only the JSON schema's types exist, and no tag is obeyed. A text of more than 64
 * million characters, more than 100 levels, more than 50 repeated collections, or one that repeats
 * itself inside itself is refused.
 */
public final class Yaml {
  private static final Pattern MAPPING =
      Pattern.compile("(?m)\\A(?:\\s*(?:#.*|---)?\\R)*[A-Za-z_]\\w*:(?:\\s|$)");

  /** More aliases than this only serve to blow a small text up. */
  private static final int ALIASES_MAX = 50;

  private static final int CODE_POINTS_MAX = 64 * 1024 * 1024;

  /** The library goes down into collections by recursion. */
  private static final int DEPTH_MAX = 100;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setMaxAliasesForCollections(ALIASES_MAX)
          .setCodePointLimit(CODE_POINTS_MAX)
          .setAllowDuplicateKeys(false)
          .build();

  private Yaml() {}

  /** Whether the text begins like a YAML mapping. */
  public static boolean looksLike(String text) {
    return MAPPING.matcher(text).lookingAt();
  }

  /**
   * The document as maps, lists and scalars; a name that stands twice in a map is refused.
   *
   * @throws YamlException if it is not YAML
   */
  public static @Nullable Object tree(String text) {
    return within(text, () -> new Load(SETTINGS).loadFromString(text));
  }

  /**
   * The document with the place of each part; empty for an empty text.
   *
   * @throws YamlException if it is not YAML
   */
  public static Optional<Node> nodes(String text) {
    Optional<Node> root = within(text, () -> new Compose(SETTINGS).composeString(text));
    return root == null ? Optional.empty() : root;
  }

  private static <T extends @Nullable Object> T within(String text, Supplier<T> read) {
    try {
      checkDepth(text);
      return read.get();
    } catch (MarkedYamlEngineException e) {
      throw at(e.getProblemMark(), e.getProblem(), false);
    } catch (YamlEngineException e) {
      throw at(Optional.empty(), String.valueOf(e.getMessage()), true);
    }
  }

  private static void checkDepth(String text) {
    Deque<Optional<Anchor>> open = new ArrayDeque<>();
    for (Event event : new Parse(SETTINGS).parseString(text)) {
      if (event instanceof CollectionStartEvent start) {
        open.push(start.getAnchor());
      } else if (event instanceof CollectionEndEvent) {
        open.pop();
      } else if (event instanceof AliasEvent alias
          && open.contains(Optional.of(alias.getAlias()))) {
        throw at(
            event.getStartMark(),
            "`*" + alias.getAlias().getValue() + "` repeats what it is in",
            true);
      }
      if (open.size() > DEPTH_MAX) {
        throw at(event.getStartMark(), "it has more than " + DEPTH_MAX + " levels", true);
      }
    }
  }

  private static YamlException at(Optional<Mark> mark, String problem, boolean refused) {
    return new YamlException(
        mark.map(Mark::getLine).orElse(0) + 1,
        mark.map(Mark::getColumn).orElse(0) + 1,
        problem.replaceAll("\\s+", " ").strip(),
        refused);
  }
}
