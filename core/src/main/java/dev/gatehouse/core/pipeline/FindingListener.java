package dev.gatehouse.core.pipeline;

import dev.gatehouse.core.finding.FindingState;

/** Where findings leave the pipeline. */
@FunctionalInterface
public interface FindingListener {
  /**
   * A finding has a new form, or is settled, or holds no more. What is settled is told last of all:
   * nothing more comes of its id.
   *
   * @param counts whether it counts; see {@link JudgedFinding#counts}
   */
  void changed(FindingState state, boolean counts);
}
