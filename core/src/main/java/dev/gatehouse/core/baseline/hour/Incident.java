package dev.gatehouse.core.baseline.hour;

import dev.gatehouse.core.baseline.feature.Subject;
import java.io.Serializable;
import java.time.Instant;

/**
 * A stretch of time that was not normal and is not to be learned from.
 *
 * @param who part of the names of the subjects it concerns; empty for all
 * @param from first moment; hours that it touches are left out whole
 * @param to last moment
 */
public record Incident(String who, Instant from, Instant to) implements Serializable {
  public Incident {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("An incident ends after it begins.");
    }
  }

  /** Whether these facts are not to be learned. */
  public boolean covers(SubjectHour hour) {
    return covers(hour.subject(), hour.facts().hour());
  }

  /** Whether the hour of the subject, since 1970, is not to be learned. */
  public boolean covers(Subject subject, int hour) {
    return subject.name().contains(who)
        && hour >= Math.floorDiv(from.getEpochSecond(), 3600)
        && hour <= Math.floorDiv(to.getEpochSecond(), 3600);
  }
}
