package dev.gatehouse.cli.config;

import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.detect.Nature;
import dev.gatehouse.core.pipeline.DetectionMode;
import dev.gatehouse.core.pipeline.DetectionPolicy;
import dev.gatehouse.core.rules.Detections;
import dev.gatehouse.estate.Estate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What may be said of single detections: their own settings, and what becomes of their findings.
 */
public final class DetectionSettings {
  /** How unlikely for medium, in bits. */
  public static final String MEDIUM = "mediumFromBits";

  /** How unlikely for high, in bits. */
  public static final String HIGH = "highFromBits";

  private static final String ENABLED = "enabled";
  private static final String MODE = "mode";
  private static final Set<String> OURS = Set.of(ENABLED, MODE, MEDIUM, HIGH);

  private final Map<String, Nature> natures = new LinkedHashMap<>();

  DetectionSettings() {
    for (Detection detection : Detections.all(Estate.EMPTY)) {
      natures.put(detection.about().id(), detection.nature());
    }
  }

  /** Ids of all detections. */
  List<String> ids() {
    return List.copyOf(natures.keySet());
  }

  /** One sentence if the settings do not fit the detection. */
  Optional<String> problem(String id, Map<String, Object> settings) {
    if (settings.containsKey(ENABLED) && !(settings.get(ENABLED) instanceof Boolean)) {
      return Optional.of("`" + id + "`: `enabled` must be true or false.");
    }
    Object mode = settings.get(MODE);
    if (mode != null && DetectionMode.of(String.valueOf(mode)).isEmpty()) {
      return Optional.of("`" + id + "`: `mode` must be on, off or shadow, not `" + mode + "`.");
    }
    if (mode != null && settings.containsKey(ENABLED)) {
      return Optional.of("`" + id + "`: `enabled` and `mode` say the same; keep `mode`.");
    }
    for (String key : List.of(MEDIUM, HIGH)) {
      Object bits = settings.get(key);
      if (bits != null && natures.get(id) != Nature.STATISTICAL) {
        return Optional.of(
            "`" + id + "`: `" + key + "` is for statistical detections; this one has no odds.");
      }
      if (bits != null && !isBits(bits)) {
        return Optional.of(
            "`" + id + "`: `" + key + "` must be a number from 0 to 1000000, not `" + bits + "`.");
      }
    }
    try {
      Detections.all(Estate.EMPTY, other -> other.equals(id) ? own(settings) : Map.of());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isBits(Object value) {
    return value instanceof Number number
        && number.doubleValue() >= 0
        && number.doubleValue() <= DetectionPolicy.BITS_MAX;
  }

  /** The settings that the detection itself knows. */
  static Map<String, Object> own(Map<String, Object> settings) {
    Map<String, Object> own = new HashMap<>(settings);
    own.keySet().removeAll(OURS);
    return own;
  }

  static DetectionPolicy policy(Map<String, Object> settings) {
    DetectionMode mode =
        Boolean.FALSE.equals(settings.get(ENABLED))
            ? DetectionMode.OFF
            : DetectionMode.of(String.valueOf(settings.get(MODE))).orElse(DetectionMode.ON);
    return new DetectionPolicy(mode, bits(settings, MEDIUM), bits(settings, HIGH));
  }

  private static double bits(Map<String, Object> settings, String key) {
    Object value = Objects.requireNonNullElse(settings.get(key), 0);
    return value instanceof Number number ? number.doubleValue() : 0;
  }
}
