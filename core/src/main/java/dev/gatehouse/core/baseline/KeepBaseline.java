package dev.gatehouse.core.baseline;

import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Stage;
import dev.gatehouse.core.stage.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Learns what is normal for each subject, and says when a call is not.
 *
 * <p>A call at time t is held against the hours before floor-hour(t − lag); the hours since then
 * wait, so that no call is judged by the attack it belongs to before anybody could have looked.
 */
public final class KeepBaseline implements Stage<Observed, Watch, Deviation> {
  /** How long an hour waits before it is learned. */
  public static final Duration LAG = Duration.ofHours(2);

  /** After this long without activity nothing is left that could be told from a stranger. */
  private static final long FORGET_DAYS = 400;

  private final Observer observer;
  private final Duration lag;
  private final List<Incident> incidents;
  private final Function<Subject, Baseline> learned;

  /**
   * @param lag how long an hour waits before it is learned
   * @param incidents what is judged but not learned
   * @param learned what earlier runs have learned; {@link Baseline#NONE} for a stranger
   */
  public KeepBaseline(
      Observer observer,
      Duration lag,
      List<Incident> incidents,
      Function<Subject, Baseline> learned) {
    this.observer = observer;
    this.lag = lag;
    this.incidents = List.copyOf(incidents);
    this.learned = learned;
  }

  @Override
  public String key(Observed in) {
    return in.subject().key();
  }

  @Override
  public Watch start(String key) {
    return new Watch(learned.apply(Subject.of(key)), List.of(), Recent.NONE);
  }

  @Override
  public Instant expires(Watch memory) {
    int last = memory.lastHour();
    return last == Integer.MIN_VALUE
        ? Instant.MAX
        : Instant.ofEpochSecond(3600L * (last + 24 * FORGET_DAYS));
  }

  @Override
  public Step<Watch, Deviation> fold(
      String key, Watch memory, Instant time, String id, Observed in) {
    Activity activity = in.activity();
    Watch before = learnUntil(memory, in.subject(), hour(time.minus(lag)));
    int hour = hour(time);
    Observation seen = observer.observe(activity, in.subject().kind());
    HourFacts known = before.now(hour);
    HourFacts facts = known == null ? HourFacts.begin(hour) : known;
    long minute = time.getEpochSecond() / 60;
    HourFacts now = facts.and(seen, (int) (minute % 60 / Seen.SLICE_MINUTES));
    Watch after = before.and(now, before.recent().and(seen.counts(), minute));
    List<Out<Deviation>> outputs =
        new Departures(before, after, in, minute)
            .of(now.values().subList(facts.values().size(), now.values().size()), seen.counts());
    return new Step<>(after, outputs);
  }

  private Watch learnUntil(Watch memory, Subject subject, int until) {
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
    List<HourFacts> rest = memory.pending().subList(count, memory.pending().size());
    return new Watch(baseline, rest, memory.recent());
  }

  static int hour(Instant time) {
    return (int) Math.floorDiv(time.getEpochSecond(), 3600L);
  }
}
