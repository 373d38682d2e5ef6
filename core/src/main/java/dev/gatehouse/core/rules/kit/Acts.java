package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Memory of a {@link SingleAct}: the records of one act within a UTC hour. Its size does not grow
 * with their number.
 *
 * @param hour the hour's first moment
 * @param worst the finding as the gravest of the records put it; null before the first
 */
public record Acts(Instant hour, Evidence evidence, @Nullable Finding worst) {
  /** Nothing seen. */
  public static final Acts NONE = new Acts(Instant.EPOCH, Evidence.NONE, null);

  /** This, if {@code time} lies in its hour; an empty one of that hour otherwise. */
  public Acts at(Instant time) {
    Instant begun = time.truncatedTo(ChronoUnit.HOURS);
    return begun.equals(hour) ? this : new Acts(begun, Evidence.NONE, null);
  }

  /** When the hour is over. */
  public Instant end() {
    return hour.plus(1, ChronoUnit.HOURS);
  }
}
