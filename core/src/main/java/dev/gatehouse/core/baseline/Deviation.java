package dev.gatehouse.core.baseline;

import dev.gatehouse.core.lineage.Activity;

/**
 * A call that departs from what is normal for one of its subjects, in one way; a call that departs
 * in several ways is several deviations with the same activity.
 */
public record Deviation(
    Activity activity, Subject subject, Signal signal, History history, Peers peers) {
  /** How unlikely it is, by the subject's own history and by its peers, in bits. */
  public double bits() {
    return signal.bits() + (peers.equals(Peers.NONE) ? 0 : peers.bits());
  }

  Deviation with(Peers peers) {
    return new Deviation(activity, subject, signal, history, peers);
  }
}
