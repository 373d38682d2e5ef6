package dev.gatehouse.core.rules.root;

import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.rules.kit.Setup;
import java.util.List;

/** The detections of this family. */
public final class RootDetections {
  private RootDetections() {}

  /** All of them. */
  public static List<Detection> all(Setup setup) {
    return List.of(new RootSecuredLess(setup), new RootUsed(setup));
  }
}
