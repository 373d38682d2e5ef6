package dev.gatehouse.core.detect;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.stage.Stage;

/**
 * One detection: activities and a memory in, findings out.
 *
 * <p>One name in four shapes: class {@code DeniedBurst}, id {@code denied-burst}, folder {@code
 * cases/denied-burst}, section in docs/detections.md.
 *
 * @param <M> memory of one key
 */
public non-sealed interface Detector<M> extends Detection, Stage<Activity, M, Finding> {
  /**
   * The calls that can matter to it, by what is known of a record before its lineage. {@link #key}
   * gives null for a record of any other.
   */
  default Calls calls() {
    return Calls.ALL;
  }

  @Override
  default Nature nature() {
    return Nature.STRUCTURAL;
  }
}
