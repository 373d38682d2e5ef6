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

  private static final int SECONDS_DIGITS_MAX = 6;

  /** The {@code durationSeconds} of a request; -1 where it is no plain number. */
  public static int seconds(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > SECONDS_DIGITS_MAX) {
      return -1;
    }
    int seconds = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      seconds = 10 * seconds + digit;
    }
    return seconds;
  }

  /** Account of an ARN; null if it has none. */
  public static @Nullable String account(String arn) {
    String account = Arn.account(arn);
    return account.isEmpty() ? null : account;
  }
}
