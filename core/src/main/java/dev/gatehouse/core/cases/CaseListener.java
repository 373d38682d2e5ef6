package dev.gatehouse.core.cases;

import dev.gatehouse.core.finding.FindingState.State;

/** Where cases leave. */
@FunctionalInterface
public interface CaseListener {
  /**
   * A case has a new form, or is settled, or holds no more. What is settled is told last of all.
   */
  void changed(CaseState state);

  /** Whether cases of this state are wanted; others are not even built. */
  default boolean wants(State state) {
    return true;
  }
}
