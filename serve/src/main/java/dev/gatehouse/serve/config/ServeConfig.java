package dev.gatehouse.serve.config;

import dev.gatehouse.serve.source.SourceSettings;
import java.util.List;
import java.util.Map;

/**
 * What the section {@code serve} says.
 *
 * @param texts of the settings by their key, those that are there
 * @param sources where records come from
 */
public record ServeConfig(Map<String, String> texts, List<SourceSettings> sources) {
  /** No section at all. */
  public static final ServeConfig NONE = new ServeConfig(Map.of(), List.of());

  public ServeConfig {
    texts = Map.copyOf(texts);
    sources = List.copyOf(sources);
  }

  /** A setting's text, or another one if it is not there. */
  public String text(String key, String otherwise) {
    return texts.getOrDefault(key, otherwise);
  }
}
