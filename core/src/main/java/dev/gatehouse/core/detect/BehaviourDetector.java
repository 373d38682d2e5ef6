package dev.gatehouse.core.detect;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.stage.Stage;

/**
 * A detection that judges what is not normal for somebody: anomalies and a memory in, findings out.
 * What normal is, it need not know.
 *
 * <p>It has one name in four shapes, as a {@link Detector} has.
 *
 * @param <M> memory of one key
 */
public non-sealed interface BehaviourDetector<M> extends Detection, Stage<Anomaly, M, Finding> {
  @Override
  default Nature nature() {
    return Nature.STATISTICAL;
  }
}
