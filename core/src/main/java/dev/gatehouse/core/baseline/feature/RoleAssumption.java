package dev.gatehouse.core.baseline.feature;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.trail.TrailEvent;
import org.jspecify.annotations.Nullable;

/** The calls of STS that issue credentials of a role: AssumeRole and its kin. */
public final class RoleAssumption {
  private RoleAssumption() {}

  /** Whether the call assumed a role; a refused one did not. */
  public static boolean is(TrailEvent event) {
    return event.eventName().startsWith("AssumeRole")
        && event.eventSource().equals("sts.amazonaws.com")
        && event.succeeded();
  }

  /** ARN of the role that the call assumed; null if it assumed none. */
  public static @Nullable String target(TrailEvent event) {
    return is(event) ? event.request("roleArn") : null;
  }

  /** Account of an ARN; null if it has none. */
  public static @Nullable String account(String arn) {
    String account = Arn.account(arn);
    return account.isEmpty() ? null : account;
  }
}
