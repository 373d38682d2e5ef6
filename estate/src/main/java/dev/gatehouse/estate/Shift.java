package dev.gatehouse.estate;

import java.time.Instant;

/**
 * A turn of being on call.
 *
 * @param user identity of a person
 * @param end first moment after it
 */
public record Shift(String schedule, String user, Instant start, Instant end) {
  /** Whether the moment lies in it. */
  public boolean covers(Instant time) {
    return !time.isBefore(start) && time.isBefore(end);
  }
}
