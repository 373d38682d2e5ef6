package dev.gatehouse.core.rules.chain;

import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.rules.kit.Setup;
import java.util.List;

/** The detections of this family. */
public final class ChainDetections {
  private ChainDetections() {}

  /** All of them. */
  public static List<Detection> all(Setup setup) {
    return List.of(
        new AccountFanOut(setup),
        new ComputeRoleHijacked(setup),
        new CrossBoundaryAssume(setup),
        new DataReadAfterPivot(setup),
        new DeputyByUpload(setup),
        new EventBusPivot(setup),
        new ExternalIdMissing(setup),
        new NewRolePair(setup),
        new PersistenceAfterPivot(setup),
        new RoleChainDepth(setup),
        new RoleJuggling(setup));
  }
}
