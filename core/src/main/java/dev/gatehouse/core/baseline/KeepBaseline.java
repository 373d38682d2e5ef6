package dev.gatehouse.core.baseline;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.anomaly.AnomalyScorer;
import dev.gatehouse.core.baseline.feature.FeatureExtractor;
import dev.gatehouse.core.baseline.feature.Features;
import dev.gatehouse.core.baseline.feature.Subject;
import dev.gatehouse.core.baseline.feature.SubjectActivity;
import dev.gatehouse.core.baseline.hour.HourFacts;
import dev.gatehouse.core.baseline.hour.HourValue;
import dev.gatehouse.core.baseline.hour.Incident;
import dev.gatehouse.core.baseline.state.Baseline;
import dev.gatehouse.core.baseline.state.BaselineState;
import dev.gatehouse.core.baseline.state.RecentCounts;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.stage.FixedList;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Stage;
import dev.gatehouse.core.stage.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Learns what is normal for each {@link Subject}, and puts out the anomalies of each call.
 *
 * <p>A call at time t is held against the hours before floor-hour(t − lag); the hours since then
 * wait, so that no call is compared with the attack that it belongs to.
 */
public final class KeepBaseline implements Stage<SubjectActivity, BaselineState, Anomaly> {
  /** How long an hour waits before it is learned. */
  public static final Duration LAG = Duration.ofHours(2);

  /** After this long without activity nothing is left that could be told from a stranger. */
  private static final long FORGET_DAYS = 400;

  private final FeatureExtractor extractor;
  private final Duration lag;
  private final List<Incident> incidents;
  private final Function<Subject, Baseline> learned;

  /**
   * @param lag how long an hour waits before it is learned
   * @param incidents what is judged but not learned
   * @param learned what earlier runs have learned; {@link Baseline#NONE} for a stranger
   */
  public KeepBaseline(
      FeatureExtractor extractor,
      Duration lag,
      List<Incident> incidents,
      Function<Subject, Baseline> learned) {
    this.extractor = extractor;
    this.lag = lag;
    this.incidents = List.copyOf(incidents);
    this.learned = learned;
  }

  @Override
  public String key(SubjectActivity in) {
    return in.subject().key();
  }

  @Override
  public BaselineState start(String key) {
    return new BaselineState(learned.apply(Subject.of(key)), List.of(), RecentCounts.NONE);
  }

  @Override
  public Instant expires(BaselineState memory) {
    int last = memory.lastHour();
    return last == Integer.MIN_VALUE
        ? Instant.MAX
        : Instant.ofEpochSecond(3600L * (last + 24 * FORGET_DAYS));
  }

  @Override
  public Step<BaselineState, Anomaly> fold(
      String key, BaselineState memory, Instant time, String id, SubjectActivity in) {
    Activity activity = in.activity();
    BaselineState before = learnUntil(memory, in.subject(), HourFacts.hourOf(time.minus(lag)));
    int hour = HourFacts.hourOf(time);
    Features seen = extractor.features(activity, in.subject().kind());
    HourFacts known = before.now(hour);
    HourFacts facts = known == null ? HourFacts.begin(hour) : known;
    long minute = time.getEpochSecond() / 60;
    HourFacts now = facts.and(seen, (int) (minute % 60 / HourValue.SLICE_MINUTES));
    BaselineState after = before.and(now, before.recent().and(seen.counts(), minute));
    List<Out<Anomaly>> outputs =
        new AnomalyScorer(before, after, in, minute)
            .anomalies(
                now.values().subList(facts.values().size(), now.values().size()), seen.counts());
    return new Step<>(after, outputs);
  }

  private BaselineState learnUntil(BaselineState memory, Subject subject, int until) {
    if (memory.pending().isEmpty() || memory.pending().get(0).hour() >= until) {
      return memory;
    }
    Baseline baseline = memory.baseline();
    int count = 0;
    for (HourFacts facts : memory.pending()) {
      if (facts.hour() >= until) {
        break;
      }
      count++;
      int hour = facts.hour();
      if (incidents.stream().noneMatch(incident -> incident.covers(subject, hour))) {
        baseline = baseline.learn(facts);
      }
    }
    List<HourFacts> rest = FixedList.from(memory.pending(), count);
    return new BaselineState(baseline, rest, memory.recent());
  }
}
