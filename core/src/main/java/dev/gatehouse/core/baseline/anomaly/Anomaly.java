package dev.gatehouse.core.baseline.anomaly;

import dev.gatehouse.core.baseline.feature.Subject;
import dev.gatehouse.core.lineage.Activity;

/**
 * A call that departs from what is normal for one of its subjects, in one way; a call that departs
 * in several ways is several anomalies with the same activity.
 */
public record Anomaly(
    Activity activity,
    Subject subject,
    Signal signal,
    SubjectHistory history,
    PeerComparison peers) {
  /** How unlikely it is, by the subject's own history and by its peers, in bits. */
  public double bits() {
    return signal.bits() + (peers.equals(PeerComparison.NONE) ? 0 : peers.bits());
  }

  public Anomaly with(PeerComparison peers) {
    return new Anomaly(activity, subject, signal, history, peers);
  }
}
