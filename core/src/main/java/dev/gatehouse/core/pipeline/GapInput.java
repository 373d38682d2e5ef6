package dev.gatehouse.core.pipeline;

import dev.gatehouse.core.lineage.Activity;
import java.time.Instant;

/** Input of {@link ExplainGaps}. */
public sealed interface GapInput {
  /**
   * A record of an account has been read.
   *
   * @param account whose trail it is in
   * @param minute in which it was made
   */
  record AccountSeen(String account, Instant minute) implements GapInput {}

  /** An activity whose way home lacks a record that may still arrive. */
  record OpenActivity(Activity activity) implements GapInput {}
}
