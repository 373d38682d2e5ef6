package dev.gatehouse.core.baseline.hour;

import dev.gatehouse.core.baseline.feature.FeatureExtractor;
import dev.gatehouse.core.baseline.feature.Features;
import dev.gatehouse.core.baseline.feature.Subject;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.estate.Estate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Collects the {@link HourFacts} of each subject out of settled activities, which come in the order
 * of time. It gives the very hours that baselines learn.
 */
public final class HourFactsCollector {
  private static final Comparator<SubjectHour> BY_HOUR =
      Comparator.comparingInt((SubjectHour hour) -> hour.facts().hour())
          .thenComparing(hour -> hour.subject().key());

  private final FeatureExtractor extractor;
  private final Predicate<Subject> wanted;
  private final TreeMap<Integer, Map<Subject, HourFacts>> hours = new TreeMap<>();
  private Instant newest = Instant.MIN;

  /**
   * @param wanted whose hours are gathered
   */
  public HourFactsCollector(Estate estate, Predicate<Subject> wanted) {
    this.extractor = new FeatureExtractor(estate);
    this.wanted = wanted;
  }

  /** Takes one activity, not earlier than those before. */
  public void add(Activity activity) {
    Instant time = activity.event().time();
    newest = time.isAfter(newest) ? time : newest;
    for (Subject.Kind kind : Subject.Kind.values()) {
      Subject subject = Subject.of(kind, activity);
      if (subject != null && wanted.test(subject)) {
        int hour = HourFacts.hourOf(time);
        int slice = (int) (time.getEpochSecond() / 60 % 60) / HourValue.SLICE_MINUTES;
        Features seen = extractor.features(activity, kind);
        hours
            .computeIfAbsent(hour, unseen -> new HashMap<>())
            .compute(
                subject,
                (who, facts) -> (facts == null ? HourFacts.begin(hour) : facts).and(seen, slice));
      }
    }
  }

  /** The hours begun so far, in order. */
  public List<SubjectHour> all() {
    List<SubjectHour> all = new ArrayList<>();
    hours.forEach((hour, facts) -> facts.forEach((who, of) -> all.add(new SubjectHour(who, of))));
    all.sort(BY_HOUR);
    return all;
  }

  /**
   * Takes out the hours that are whole days old enough to be learned, so that memory holds little
   * more than a day.
   *
   * @param atEnd whether no activity comes any more: all that is left, too
   */
  public List<SubjectHour> take(Duration lag, boolean atEnd) {
    if (hours.isEmpty()) {
      return List.of();
    }
    int learned = HourFacts.hourOf(newest.minus(lag));
    int until = atEnd ? Integer.MAX_VALUE : Math.floorDiv(learned, 24) * 24;
    List<SubjectHour> taken = new ArrayList<>();
    while (!hours.isEmpty() && hours.firstKey() < until) {
      hours
          .pollFirstEntry()
          .getValue()
          .forEach((who, facts) -> taken.add(new SubjectHour(who, facts)));
    }
    taken.sort(BY_HOUR);
    return taken;
  }
}
