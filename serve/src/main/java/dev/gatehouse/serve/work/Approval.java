package dev.gatehouse.serve.work;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An exception from the documented trust, for some days: what {@code trust.yaml} writes as an edge
 * with {@code until} and {@code approvedBy}. It ends by itself.
 *
 * @param source as an edge writes it
 * @param target ARN of the role
 * @param maxDepth how many role sessions there may be from home to the target; null for any number
 * @param until when it ends, not included
 * @param ended when somebody ended it before; null if nobody did
 */
public record Approval(
    long number,
    String source,
    String target,
    @Nullable Integer maxDepth,
    String why,
    String approvedBy,
    Instant made,
    Instant until,
    @Nullable Instant ended) {
  /** When it ended or will. */
  public Instant end() {
    return ended != null && ended.isBefore(until) ? ended : until;
  }

  /** For the audit log. */
  String told() {
    return source + " may become " + target + " until " + until + ": " + why;
  }
}
