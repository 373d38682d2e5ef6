package dev.gatehouse.core.rules.place;

import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.rules.kit.Setup;
import java.util.List;

/** The detections of this family. */
public final class PlaceDetections {
  private PlaceDetections() {}

  /** All of them. */
  public static List<Detection> all(Setup setup) {
    return List.of(
        new CrossRegionAssume(setup),
        new ImpossibleTravel(setup),
        new NewPlace(setup),
        new NewRegion(setup),
        new SessionOffOrigin(setup),
        new UnexpectedNetwork(setup));
  }
}
