package dev.gatehouse.core.baseline.anomaly;

import dev.gatehouse.core.baseline.feature.Counter;
import dev.gatehouse.core.baseline.feature.Feature;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a call departs from what its subject usually does.
 *
 * @param feature of a new value; null for the other kinds
 * @param counter of a count; null for the other kinds
 * @param windowMinutes over which it was counted; {@link Counter#DAY} is the UTC day so far; 0 for
 *     the other kinds
 * @param value the new value; for a count of different values the first of them, with blanks
 *     between; empty for the other kinds
 * @param usual the values it usually has, the most usual first; for a rhythm its usual hours
 * @param observed the count; for a new value how many others are known; for a silence its days; for
 *     a rhythm the hour of the day
 * @param expected the mean count over the window; for a silence the longest one before, in days;
 *     for a rhythm how many hours the nearest usual one is away, 24 if there is none
 * @param average7 average count a day over 7 days, those without activity included
 * @param average30 the same over 30 days
 * @param mean of such windows over the whole history, those without any included
 * @param sigma standard deviation of the same
 * @param bits how unlikely by the subject's own history: −log2 of the chance
 */
public record Signal(
    Kind kind,
    @Nullable Feature feature,
    @Nullable Counter counter,
    int windowMinutes,
    String value,
    String usual,
    double observed,
    double expected,
    double average7,
    double average30,
    double mean,
    double sigma,
    double bits) {

  /** Kinds of departure. */
  public enum Kind {
    /**
     * A value of a feature that the subject never had, or had so long ago that it is as good as
     * new.
     */
    NEW_VALUE,
    /** More within a window than is likely, or so many that it is worth a look in any case. */
    COUNT,
    /** Activity outside its hours; once an hour. */
    RHYTHM,
    /** The first activity after a long break. */
    SILENCE
  }

  /** A name that no other signal of the same call and subject has. */
  public String name() {
    return feature != null
        ? kind + "/" + feature
        : counter != null ? kind + "/" + counter + "/" + windowMinutes : kind.name();
  }
}
