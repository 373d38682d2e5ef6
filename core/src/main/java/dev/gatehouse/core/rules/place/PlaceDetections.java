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
        new CrossRegionAssume(
            setup.settings("cross-region-assume", CrossRegionAssume.Settings.defaults()),
            setup.estate()),
        new ImpossibleTravel(
            setup.settings("impossible-travel", ImpossibleTravel.Settings.defaults()),
            setup.estate()),
        new NewPlace(setup.settings("new-place", NewPlace.Settings.defaults()), setup.estate()),
        new NewRegion(setup.settings("new-region", NewRegion.Settings.defaults()), setup.estate()),
        new SessionOffOrigin(
            setup.settings("session-off-origin", SessionOffOrigin.Settings.defaults()),
            setup.estate()),
        new UnexpectedNetwork(
            setup.settings("unexpected-network", UnexpectedNetwork.Settings.defaults()),
            setup.estate()));
  }
}
