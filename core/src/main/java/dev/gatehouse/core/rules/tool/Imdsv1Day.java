package dev.gatehouse.core.rules.tool;

import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.estate.Cidr;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Memory of {@link Imdsv1Credentials} for one instance. Its size does not grow.
 *
 * @param day its first moment, UTC
 * @param first the public address that the instance was first seen at; "" before that
 */
public record Imdsv1Day(Instant day, String first, Evidence evidence, @Nullable Finding said) {
  /** Nothing seen. */
  public static final Imdsv1Day NONE = new Imdsv1Day(Instant.EPOCH, "", Evidence.NONE, null);

  Imdsv1Day at(Instant time) {
    Instant now = time.truncatedTo(ChronoUnit.DAYS);
    return now.equals(day) ? this : new Imdsv1Day(now, first, Evidence.NONE, null);
  }

  Imdsv1Day from(String address) {
    return first.isEmpty() ? new Imdsv1Day(day, address, evidence, said) : this;
  }

  /** Whether an address lies in another network than the first. */
  boolean isElsewhere(String address) {
    return !first.isEmpty()
        && !Objects.equals(Cidr.around(address, 24, 48), Cidr.around(first, 24, 48));
  }

  Imdsv1Day saying(Evidence more, Finding finding) {
    return new Imdsv1Day(day, first, more, finding);
  }
}
