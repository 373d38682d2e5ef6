package dev.gatehouse.core.cases;

import java.util.Map;

/**
 * What a detection's finding is a sign of. Two findings of one family often have one innocent cause
 * (a hotel's network is a new place and a new tool's address alike); findings of two families
 * seldom do. So a family counts once.
 */
public enum Family {
  PLACE("place"),
  TOOL("tool"),
  TIME("time"),
  VOLUME("volume"),
  LOOKING_AROUND("looking around"),
  WAY("way taken"),
  HABIT("habit"),
  PRIVILEGE("privilege gained"),
  PERSISTENCE("way back in"),
  EVASION("tracks covered"),
  DATA("data taken"),
  /** Made of other signs itself, so never added to them. */
  COMPOSITE("several at once"),
  /** What another product said. */
  IMPORTED("imported signal");

  private static final Map<String, Family> OF =
      Map.ofEntries(
          Map.entry("access-key-for-another", PERSISTENCE),
          Map.entry("account-fan-out", WAY),
          Map.entry("admin-policy-attached", PRIVILEGE),
          Map.entry("assume-denied-sweep", LOOKING_AROUND),
          Map.entry("assume-spike", VOLUME),
          Map.entry("assume-volume", VOLUME),
          Map.entry("attack-tool", TOOL),
          Map.entry("behaviour-composite", COMPOSITE),
          Map.entry("behaviour-widening", HABIT),
          Map.entry("compute-role-hijacked", WAY),
          Map.entry("console-login-by-program", TOOL),
          Map.entry("count-anomaly", VOLUME),
          Map.entry("cross-boundary-assume", WAY),
          Map.entry("cross-region-assume", PLACE),
          Map.entry("data-read-after-pivot", DATA),
          Map.entry("deputy-by-upload", WAY),
          Map.entry("distinct-roles-surge", VOLUME),
          Map.entry("dormant-wakes", TIME),
          Map.entry("enumeration-burst", LOOKING_AROUND),
          Map.entry("event-bus-pivot", WAY),
          Map.entry("external-id-missing", WAY),
          Map.entry("federation-token-minted", PERSISTENCE),
          Map.entry("identity-provider-changed", PERSISTENCE),
          Map.entry("imdsv1-credentials", TOOL),
          Map.entry("impossible-travel", PLACE),
          Map.entry("log-tampering", EVASION),
          Map.entry("low-privilege-assumes-privileged", PRIVILEGE),
          Map.entry("many-sources-one-target", VOLUME),
          Map.entry("new-call-after-assume", HABIT),
          Map.entry("new-place", PLACE),
          Map.entry("new-region", PLACE),
          Map.entry("new-role-pair", WAY),
          Map.entry("new-tool", TOOL),
          Map.entry("off-hours", TIME),
          Map.entry("persistence-after-pivot", PERSISTENCE),
          Map.entry("policy-widened", PRIVILEGE),
          Map.entry("protection-removed", PRIVILEGE),
          Map.entry("recon-after-identity-check", LOOKING_AROUND),
          Map.entry("resource-shared-out", DATA),
          Map.entry("role-chain-depth", WAY),
          Map.entry("role-juggling", WAY),
          Map.entry("root-secured-less", PERSISTENCE),
          Map.entry("root-used", PRIVILEGE),
          Map.entry("secret-read-burst", DATA),
          Map.entry("session-name-convention", TOOL),
          Map.entry("session-off-origin", PLACE),
          Map.entry("short-sessions", VOLUME),
          Map.entry("target-role-surge", VOLUME),
          Map.entry("trail-silence", EVASION),
          Map.entry("trust-policy-opened", PERSISTENCE),
          Map.entry("unexpected-network", PLACE));

  private final String words;

  Family(String words) {
    this.words = words;
  }

  /** A few words for people. */
  public String words() {
    return words;
  }

  /**
   * The family of a detection's findings.
   *
   * @throws IllegalArgumentException if no such detection is known
   */
  public static Family of(String detector) {
    Family family = OF.get(detector);
    if (family == null) {
      throw new IllegalArgumentException("The detection `" + detector + "` has no family.");
    }
    return family;
  }
}
