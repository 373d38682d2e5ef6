package dev.gatehouse.core.rules.kit;

import dev.gatehouse.estate.Estate;
import java.util.Map;
import java.util.function.Function;

/**
 * What detections are made with.
 *
 * @param settingsById for a detection's id, the settings that differ from its defaults, by name
 */
public record Setup(Estate estate, Function<String, Map<String, Object>> settingsById) {
  /**
   * The settings of the detection {@code id}.
   *
   * @throws IllegalArgumentException with one sentence if a setting is unknown, of the wrong kind
   *     or out of range
   */
  public <S extends Record> S settings(String id, S defaults) {
    return Overrides.over(id, defaults, settingsById.apply(id));
  }
}
