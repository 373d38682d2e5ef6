package dev.gatehouse.estate.source;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML into maps, lists and scalars. Only the JSON schema's types exist; no tag is obeyed.
 */
public final class Yaml {
  private static final Pattern MAPPING =
      Pattern.compile("(?m)\\A(?:\\s*(?:#.*|---)?\\R)*[A-Za-z_]\\w*:(?:\\s|$)");

  /** More aliases than this only serve to blow a small text up. */
  private static final int ALIASES_MAX = 50;

  private static final int CODE_POINTS_MAX = 64 * 1024 * 1024;

  private Yaml() {}

  /** Whether the text begins like a YAML mapping. */
  public static boolean looksLike(String text) {
    return MAPPING.matcher(text).lookingAt();
  }

  /**
   * The document.
   *
   * @throws IllegalArgumentException with one sentence if it is not YAML
   */
  public static @Nullable Object tree(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setMaxAliasesForCollections(ALIASES_MAX)
            .setCodePointLimit(CODE_POINTS_MAX)
            .setAllowDuplicateKeys(false)
            .build();
    try {
      return new Load(settings).loadFromString(text);
    } catch (MarkedYamlEngineException e) {
      String where = e.getProblemMark().map(at -> "line " + (at.getLine() + 1) + ": ").orElse("");
      throw new IllegalArgumentException(
          "The text is not YAML: " + where + e.getProblem() + ".", e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException("The text is not YAML: " + e.getMessage() + ".", e);
    }
  }
}
