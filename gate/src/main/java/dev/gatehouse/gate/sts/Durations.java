package dev.gatehouse.gate.sts;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How long temporary credentials live, in seconds (STS API reference). The least and the most that
 * any caller may ask for are constraints of the model.
 */
final class Durations {
  private static final int HOUR = 3_600;
  private static final int TWELVE_HOURS = 43_200;

  private Durations() {}

  /** Credentials begin on a whole second. */
  static Instant issued(Instant now) {
    return now.truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * For AssumeRole and its kin.
   *
   * @param maximum of the role
   * @param chained whether the caller's own credentials are temporary, those of GetSessionToken
   *     included
   */
  static int ofRole(Structure input, int maximum, boolean chained) {
    int asked = input.number("DurationSeconds", HOUR);
    if (chained && asked > HOUR) {
      throw AwsException.validation(
          "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
              + " chaining.");
    }
    if (asked > maximum) {
      throw AwsException.validation(
          "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
    return asked;
  }

  /**
   * For GetSessionToken and GetFederationToken; root gets an hour at most, whatever it asks for.
   */
  static int ofUser(Structure input, boolean root) {
    int asked = input.number("DurationSeconds", TWELVE_HOURS);
    return root ? Math.min(asked, HOUR) : asked;
  }
}
