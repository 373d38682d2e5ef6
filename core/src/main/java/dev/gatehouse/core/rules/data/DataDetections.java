package dev.gatehouse.core.rules.data;

import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.rules.kit.Setup;
import java.util.List;

/** The detections of this family. */
public final class DataDetections {
  private DataDetections() {}

  /** All of them. */
  public static List<Detection> all(Setup setup) {
    return List.of(new ResourceSharedOut(setup), new SecretReadBurst(setup));
  }
}
