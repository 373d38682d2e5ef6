package dev.gatehouse.app.config;

import dev.gatehouse.core.detect.rules.Detections;
import dev.gatehouse.core.estate.Estate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What may be said of single detections: their own settings, and whether they run. */
final class DetectionSettings {
  private static final String ENABLED = "enabled";

  private final List<String> ids =
      Detections.all(Estate.EMPTY).stream().map(detector -> detector.about().id()).toList();

  /** Ids of all detections. */
  List<String> ids() {
    return ids;
  }

  /** One sentence if the settings do not fit the detection. */
  Optional<String> problem(String id, Map<String, Object> settings) {
    if (settings.containsKey(ENABLED) && !(settings.get(ENABLED) instanceof Boolean)) {
      return Optional.of("`" + id + "`: `enabled` must be true or false.");
    }
    try {
      Detections.all(Estate.EMPTY, other -> other.equals(id) ? own(settings) : Map.of());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** The settings that the detection itself knows. */
  static Map<String, Object> own(Map<String, Object> settings) {
    Map<String, Object> own = new HashMap<>(settings);
    own.remove(ENABLED);
    return own;
  }

  static boolean isEnabled(Map<String, Object> settings) {
    return !Boolean.FALSE.equals(settings.get(ENABLED));
  }
}
