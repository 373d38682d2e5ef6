package dev.gatehouse.cli.budget;

import dev.gatehouse.cli.config.Config;
import dev.gatehouse.cli.config.DetectionSettings;
import dev.gatehouse.core.pipeline.DetectionPolicy;
import dev.gatehouse.policy.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings that tell findings as they were tuned: those of the file in use for detections and
 * staging, with the thresholds found now instead of older ones.
 */
final class Fragment {
  private Fragment() {}

  static List<String> lines(Config config, Map<String, DetectionPolicy> tuned) {
    Map<String, Map<String, Object>> detections = new TreeMap<>();
    config.detections().forEach((id, settings) -> detections.put(id, new TreeMap<>(settings)));
    for (Map<String, Object> settings : detections.values()) {
      settings.remove(DetectionSettings.MEDIUM);
      settings.remove(DetectionSettings.HIGH);
    }
    tuned.forEach(
        (id, policy) -> put(detections.computeIfAbsent(id, absent -> new TreeMap<>()), policy));
    detections.values().removeIf(Map::isEmpty);
    List<String> lines = new ArrayList<>();
    if (config.statisticalAfterDays() > 0) {
      lines.add("staging:");
      lines.add("  statisticalAfterDays: " + config.statisticalAfterDays());
    }
    if (!detections.isEmpty()) {
      lines.add("detections:");
    }
    detections.forEach(
        (id, settings) -> {
          lines.add("  " + id + ":");
          // JSON is YAML too, so any value can be written.
          settings.forEach(
              (key, value) ->
                  lines.add(
                      "    "
                          + key
                          + ": "
                          + JsonWriter.asciiLine(json -> JsonWriter.value(json, value))));
        });
    return lines;
  }

  private static void put(Map<String, Object> settings, DetectionPolicy policy) {
    if (policy.highFromBits() > 0) {
      settings.put(DetectionSettings.HIGH, policy.highFromBits());
    }
    if (policy.mediumFromBits() > 0) {
      settings.put(DetectionSettings.MEDIUM, policy.mediumFromBits());
    }
  }
}
