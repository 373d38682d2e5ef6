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
        new AccountFanOut(
            setup.settings("account-fan-out", AccountFanOut.Settings.defaults()), setup.estate()),
        new ComputeRoleHijacked(
            setup.settings("compute-role-hijacked", ComputeRoleHijacked.Settings.defaults()),
            setup.estate()),
        new CrossBoundaryAssume(
            setup.settings("cross-boundary-assume", CrossBoundaryAssume.Settings.defaults()),
            setup.estate()),
        new DataReadAfterPivot(
            setup.settings("data-read-after-pivot", DataReadAfterPivot.Settings.defaults()),
            setup.estate()),
        new DeputyByUpload(
            setup.settings("deputy-by-upload", DeputyByUpload.Settings.defaults()), setup.estate()),
        new EventBusPivot(
            setup.settings("event-bus-pivot", EventBusPivot.Settings.defaults()), setup.estate()),
        new ExternalIdMissing(
            setup.settings("external-id-missing", ExternalIdMissing.Settings.defaults()),
            setup.estate()),
        new NewRolePair(
            setup.settings("new-role-pair", NewRolePair.Settings.defaults()), setup.estate()),
        new PersistenceAfterPivot(
            setup.settings("persistence-after-pivot", PersistenceAfterPivot.Settings.defaults()),
            setup.estate()),
        new RoleChainDepth(setup.settings("role-chain-depth", RoleChainDepth.Settings.defaults())),
        new RoleJuggling(setup.settings("role-juggling", RoleJuggling.Settings.defaults())));
  }
}
