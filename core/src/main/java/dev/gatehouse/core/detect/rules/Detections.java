package dev.gatehouse.core.detect.rules;

import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.estate.Estate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All detections there are. */
public final class Detections {
  private final Estate estate;
  private final Function<String, Map<String, Object>> settingsById;

  private Detections(Estate estate, Function<String, Map<String, Object>> settingsById) {
    this.estate = estate;
    this.settingsById = settingsById;
  }

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
    return new Detections(estate, settingsById).list();
  }

  private List<Detection> list() {
    return List.of(
        new AccessKeyForAnother(
            set("access-key-for-another", AccessKeyForAnother.Settings.defaults()), estate),
        new AccountFanOut(set("account-fan-out", AccountFanOut.Settings.defaults()), estate),
        new AdminPolicyAttached(
            set("admin-policy-attached", AdminPolicyAttached.Settings.defaults()), estate),
        new AssumeDeniedSweep(
            set("assume-denied-sweep", AssumeDeniedSweep.Settings.defaults()), estate),
        new AssumeSpike(set("assume-spike", AssumeSpike.Settings.defaults())),
        new AssumeVolume(set("assume-volume", AssumeVolume.Settings.defaults()), estate),
        new AttackTool(set("attack-tool", AttackTool.Settings.defaults()), estate),
        new BehaviourComposite(
            set("behaviour-composite", BehaviourComposite.Settings.defaults()), estate),
        new BehaviourWidening(
            set("behaviour-widening", BehaviourWidening.Settings.defaults()), estate),
        new ComputeRoleHijacked(
            set("compute-role-hijacked", ComputeRoleHijacked.Settings.defaults()), estate),
        new ConsoleLoginByProgram(
            set("console-login-by-program", ConsoleLoginByProgram.Settings.defaults()), estate),
        new CountAnomaly(set("count-anomaly", CountAnomaly.Settings.defaults())),
        new CrossBoundaryAssume(
            set("cross-boundary-assume", CrossBoundaryAssume.Settings.defaults()), estate),
        new CrossRegionAssume(
            set("cross-region-assume", CrossRegionAssume.Settings.defaults()), estate),
        new DataReadAfterPivot(
            set("data-read-after-pivot", DataReadAfterPivot.Settings.defaults()), estate),
        new DeputyByUpload(set("deputy-by-upload", DeputyByUpload.Settings.defaults()), estate),
        new DistinctRolesSurge(
            set("distinct-roles-surge", DistinctRolesSurge.Settings.defaults()), estate),
        new DormantWakes(set("dormant-wakes", DormantWakes.Settings.defaults()), estate),
        new EnumerationBurst(
            set("enumeration-burst", EnumerationBurst.Settings.defaults()), estate),
        new EventBusPivot(set("event-bus-pivot", EventBusPivot.Settings.defaults()), estate),
        new ExternalIdMissing(
            set("external-id-missing", ExternalIdMissing.Settings.defaults()), estate),
        new FederationTokenMinted(
            set("federation-token-minted", FederationTokenMinted.Settings.defaults()), estate),
        new IdentityProviderChanged(
            set("identity-provider-changed", IdentityProviderChanged.Settings.defaults()), estate),
        new Imdsv1Credentials(
            set("imdsv1-credentials", Imdsv1Credentials.Settings.defaults()), estate),
        new ImpossibleTravel(
            set("impossible-travel", ImpossibleTravel.Settings.defaults()), estate),
        new LogTampering(set("log-tampering", LogTampering.Settings.defaults()), estate),
        new LowPrivilegeAssumesPrivileged(
            set(
                "low-privilege-assumes-privileged",
                LowPrivilegeAssumesPrivileged.Settings.defaults()),
            estate),
        new ManySourcesOneTarget(
            set("many-sources-one-target", ManySourcesOneTarget.Settings.defaults()), estate),
        new NewCallAfterAssume(
            set("new-call-after-assume", NewCallAfterAssume.Settings.defaults()), estate),
        new NewPlace(set("new-place", NewPlace.Settings.defaults()), estate),
        new NewRegion(set("new-region", NewRegion.Settings.defaults()), estate),
        new NewRolePair(set("new-role-pair", NewRolePair.Settings.defaults()), estate),
        new NewTool(set("new-tool", NewTool.Settings.defaults()), estate),
        new OffHours(set("off-hours", OffHours.Settings.defaults()), estate),
        new PersistenceAfterPivot(
            set("persistence-after-pivot", PersistenceAfterPivot.Settings.defaults()), estate),
        new PolicyWidened(set("policy-widened", PolicyWidened.Settings.defaults()), estate),
        new ProtectionRemoved(
            set("protection-removed", ProtectionRemoved.Settings.defaults()), estate),
        new ReconAfterIdentityCheck(
            set("recon-after-identity-check", ReconAfterIdentityCheck.Settings.defaults())),
        new ResourceSharedOut(
            set("resource-shared-out", ResourceSharedOut.Settings.defaults()), estate),
        new RoleChainDepth(set("role-chain-depth", RoleChainDepth.Settings.defaults())),
        new RoleJuggling(set("role-juggling", RoleJuggling.Settings.defaults())),
        new RootSecuredLess(set("root-secured-less", RootSecuredLess.Settings.defaults()), estate),
        new RootUsed(set("root-used", RootUsed.Settings.defaults()), estate),
        new SecretReadBurst(set("secret-read-burst", SecretReadBurst.Settings.defaults())),
        new SessionNameConvention(
            set("session-name-convention", SessionNameConvention.Settings.defaults()), estate),
        new SessionOffOrigin(
            set("session-off-origin", SessionOffOrigin.Settings.defaults()), estate),
        new ShortSessions(set("short-sessions", ShortSessions.Settings.defaults()), estate),
        new TargetRoleSurge(set("target-role-surge", TargetRoleSurge.Settings.defaults()), estate),
        new TrailSilence(set("trail-silence", TrailSilence.Settings.defaults())),
        new TrustPolicyOpened(
            set("trust-policy-opened", TrustPolicyOpened.Settings.defaults()), estate),
        new UnexpectedNetwork(
            set("unexpected-network", UnexpectedNetwork.Settings.defaults()), estate));
  }

  private <S extends Record> S set(String id, S defaults) {
    return Overrides.over(id, defaults, settingsById.apply(id));
  }
}
