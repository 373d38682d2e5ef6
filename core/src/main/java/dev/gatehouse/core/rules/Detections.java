package dev.gatehouse.core.rules;

import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.rules.chain.ChainDetections;
import dev.gatehouse.core.rules.data.DataDetections;
import dev.gatehouse.core.rules.discovery.DiscoveryDetections;
import dev.gatehouse.core.rules.evasion.EvasionDetections;
import dev.gatehouse.core.rules.habit.HabitDetections;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.persistence.PersistenceDetections;
import dev.gatehouse.core.rules.place.PlaceDetections;
import dev.gatehouse.core.rules.privilege.PrivilegeDetections;
import dev.gatehouse.core.rules.root.RootDetections;
import dev.gatehouse.core.rules.tool.ToolDetections;
import dev.gatehouse.core.rules.volume.VolumeDetections;
import dev.gatehouse.estate.Estate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All detections there are. */
public final class Detections {
  private static final List<Function<Setup, List<Detection>>> FAMILIES =
      List.of(
          ChainDetections::all,
          DataDetections::all,
          DiscoveryDetections::all,
          EvasionDetections::all,
          HabitDetections::all,
          PersistenceDetections::all,
          PlaceDetections::all,
          PrivilegeDetections::all,
          RootDetections::all,
          ToolDetections::all,
          VolumeDetections::all);

  private Detections() {}

  /** All, with default settings. */
  public static List<Detection> all(Estate estate) {
    return all(estate, id -> Map.of());
  }

  /**
   * All, in the order of their ids.
   *
   * @param settingsById for a detection's id, the settings that differ from its defaults, by name
   * @throws IllegalArgumentException with one sentence if a setting is unknown, of the wrong kind
   *     or out of range
   */
  public static List<Detection> all(
      Estate estate, Function<String, Map<String, Object>> settingsById) {
    Setup setup = new Setup(estate, settingsById);
    return FAMILIES.stream()
        .flatMap(family -> family.apply(setup).stream())
        .sorted(Comparator.comparing(detection -> detection.about().id()))
        .toList();
  }
}
