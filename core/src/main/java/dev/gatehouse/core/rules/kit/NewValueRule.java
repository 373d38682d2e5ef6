package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.anomaly.Signal;
import dev.gatehouse.core.baseline.feature.Feature;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.estate.Estate;
import java.time.Duration;
import java.util.Set;

/** A detection of values that are new to an actor, and that hardly anybody like it has. */
public abstract class NewValueRule extends AnomalyRule {
  private final Set<Feature> features;
  private final Threshold threshold;

  /**
   * From when on a new value is unusual.
   *
   * @param daysMin active days of history
   * @param bitsMin how unlikely by history and peers together, in bits
   * @param adoptersMax how many others may have come to it within a day; from more on it is the
   *     organization that changed
   */
  public record Threshold(int daysMin, double bitsMin, int adoptersMax) {
    /** Whether the anomaly is unlikely enough, of somebody who is known well enough. */
    public boolean isUnlikely(Anomaly in) {
      return in.history().daysLearned() >= daysMin && in.bits() >= bitsMin;
    }

    /** Whether so many came to it within a day that it is no affair of one. */
    public boolean isCommon(Anomaly in) {
      return in.peers().organizationAdoptersDay() > adoptersMax;
    }
  }

  protected NewValueRule(
      About about, Duration window, Estate estate, Set<Feature> features, Threshold threshold) {
    super(about, window, estate);
    this.features = Set.copyOf(features);
    this.threshold = threshold;
  }

  @Override
  protected boolean isUnusual(Anomaly in) {
    return isNew(in) && threshold.isUnlikely(in) && !threshold.isCommon(in);
  }

  /** Whether one of the features of the actor has a new value. */
  protected final boolean isNew(Anomaly in) {
    return in.signal().kind() == Signal.Kind.NEW_VALUE
        && features.contains(in.signal().feature())
        && isActor(in);
  }
}
