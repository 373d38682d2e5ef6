package dev.gatehouse.core.rules.evasion;

import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.rules.kit.Setup;
import java.util.List;

/** The detections of this family. */
public final class EvasionDetections {
  private EvasionDetections() {}

  /** All of them. */
  public static List<Detection> all(Setup setup) {
    return List.of(new LogTampering(setup), new TrailSilence(setup));
  }
}
