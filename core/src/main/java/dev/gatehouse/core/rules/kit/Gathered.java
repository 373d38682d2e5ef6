package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.anomaly.PeerComparison;
import dev.gatehouse.core.baseline.anomaly.Signal;
import dev.gatehouse.core.detect.BehaviourDetector;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingId;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A detection of several unusual things at once: what is unusual of one subject is gathered over a
 * sliding window, and judged together. The finding takes in what follows until its window ends.
 */
public abstract class Gathered implements BehaviourDetector<Gathering> {
  private final Duration window;

  protected Gathered(Duration window) {
    this.window = window;
  }

  /** Whether the anomaly is anything to this detection. */
  protected abstract boolean concerns(Anomaly in);

  /** What it adds; null if it is ordinary after all. */
  protected abstract Gathering.@Nullable Entry entry(Anomaly in);

  /** What was gathered is judged to be; null if it is not enough. Always of one subject. */
  protected abstract @Nullable Act judge(Gathering gathering, Anomaly latest);

  /** The anomaly as it stands, told by itself. */
  public static Gathering.Entry plain(Anomaly in, Side side) {
    Signal signal = in.signal();
    return new Gathering.Entry(
        in.activity().event().time(),
        in.activity().event().id(),
        side,
        signal.name() + " " + signal.value(),
        signal.bits(),
        in.peers().equals(PeerComparison.NONE) ? 0 : in.peers().bits(),
        Odds.observed(signal));
  }

  /** What is ordinary is not folded at all: most is, and each fold costs a memory. */
  @Override
  public final @Nullable String key(Anomaly in) {
    return concerns(in) && entry(in) != null ? in.subject().key() : null;
  }

  @Override
  public final Gathering start(String key) {
    return Gathering.NONE;
  }

  @Override
  public final Instant expires(Gathering memory) {
    return memory.expires(window);
  }

  @Override
  public final Step<Gathering, Finding> fold(
      String key, Gathering memory, Instant time, String id, Anomaly in) {
    Gathering before = memory.at(time, window);
    Gathering.Entry entry = entry(in);
    if (entry == null) {
      return Step.of(before);
    }
    Gathering now = before.and(entry);
    Act act = judge(now, in);
    if (act == null) {
      return Step.of(now);
    }
    Instant raised = now.raised() == null ? time : now.raised();
    Instant from = raised.truncatedTo(ChronoUnit.HOURS);
    Instant end = from.plus(window).plus(1, ChronoUnit.HOURS).minusNanos(1);
    String name = FindingId.of(about().id(), from, key, act.subject());
    Evidence evidence = Evidence.NONE;
    String last = "";
    for (Gathering.Entry one : now.entries()) {
      if (!one.record().equals(last)) {
        evidence = evidence.and(one.record(), one.time());
        last = one.record();
      }
    }
    Finding finding = Claim.finding(about(), name, act, in.activity(), evidence, raised);
    return Step.of(now.raised(raised, end), new Out<>(name, time, end, finding));
  }
}
