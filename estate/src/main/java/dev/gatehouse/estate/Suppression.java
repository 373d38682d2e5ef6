package dev.gatehouse.estate;

import dev.gatehouse.policy.pattern.Glob;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's decision that certain findings need nobody's attention for a while. It hides nothing:
 * what it covers still counts for cases and is shown as suppressed.
 *
 * @param detector id of the detection; null for any
 * @param identity who acts or is behind it, {@code *} standing for any run of characters, {@code ?}
 *     for one; null for anybody
 * @param account acted in; null for any
 * @param approvedBy who decided
 * @param why the reason
 * @param until when it ends; there is none without an end
 */
public record Suppression(
    @Nullable String detector,
    @Nullable String identity,
    @Nullable String account,
    String approvedBy,
    String why,
    Instant until) {
  public Suppression {
    if (detector == null && identity == null) {
      throw new IllegalArgumentException(
          "a suppression must name a `detector` or an `identity`, or it would cover everything.");
    }
  }

  /** Whether it covers a finding of that time about somebody acting in an account. */
  public boolean covers(
      String detection, String actor, String origin, String account, Instant time) {
    return !time.isAfter(until)
        && (detector == null || detector.equals(detection))
        && (this.account == null || this.account.equals(account))
        && (identity == null || matches(actor) || matches(origin));
  }

  /** The decision in a sentence. */
  public String words() {
    return "Suppressed until " + until + " by " + approvedBy + ": " + why;
  }

  private boolean matches(String who) {
    return identity != null && Glob.of(identity).matches(who);
  }
}
