package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.anomaly.PeerComparison;
import dev.gatehouse.core.baseline.anomaly.Signal;
import dev.gatehouse.core.detect.BehaviourDetector;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingId;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.stage.FixedList;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A detection of several anomalies of one subject within a sliding window, judged together. Once
 * raised, the finding takes in what follows until its window is over.
 */
public abstract class CompositeAnomalyRule
    implements BehaviourDetector<CompositeAnomalyRule.Memory> {
  private final Duration window;

  protected CompositeAnomalyRule(Duration window) {
    this.window = window;
  }

  /** Whether the anomaly is one of those that are judged together. */
  protected abstract boolean concerns(Anomaly in);

  /** What an anomaly that this detection {@link #concerns} adds to the others. */
  protected abstract Memory.Entry entry(Anomaly in);

  /** What the anomalies of one subject are together; null if that is not enough for a finding. */
  protected abstract @Nullable Match judge(Memory memory, Anomaly latest);

  /** The anomaly as it stands. */
  public static Memory.Entry plain(Anomaly in, Dimension dimension) {
    Signal signal = in.signal();
    return new Memory.Entry(
        in.activity().event().time(),
        in.activity().event().id(),
        dimension,
        signal.name() + " " + signal.value(),
        signal.bits(),
        in.peers().equals(PeerComparison.NONE) ? 0 : in.peers().bits(),
        AnomalyReason.observed(signal));
  }

  /** What is ordinary is not folded at all: most is, and each fold costs a memory. */
  @Override
  public final @Nullable String key(Anomaly in) {
    return concerns(in) ? in.subject().key() : null;
  }

  @Override
  public final Memory start(String key) {
    return Memory.NONE;
  }

  @Override
  public final Instant expires(Memory memory) {
    return memory.expires(window);
  }

  @Override
  public final Step<Memory, Finding> fold(
      String key, Memory memory, Instant time, String id, Anomaly in) {
    Memory now = memory.at(time, window).and(entry(in));
    Match match = judge(now, in);
    if (match == null) {
      return Step.of(now);
    }
    Instant raised = now.raised() == null ? time : now.raised();
    Instant from = raised.truncatedTo(ChronoUnit.HOURS);
    Instant end = from.plus(window).plus(1, ChronoUnit.HOURS).minusNanos(1);
    String name = FindingId.of(about().id(), from, key, match.subject());
    Evidence evidence = Evidence.NONE;
    String last = "";
    for (Memory.Entry one : now.entries()) {
      if (!one.record().equals(last)) {
        evidence = evidence.and(one.record(), one.time());
        last = one.record();
      }
    }
    Finding finding = match.finding(about(), name, in.activity(), evidence, raised);
    return Step.of(now.raised(raised, end), new Out<>(name, time, end, finding));
  }

  /**
   * What was unusual of one subject within a window, at most {@value Memory#MAX} different ways;
   * beyond it later ones are left out.
   *
   * @param entries in the order of their time
   * @param raised when they became a finding; null before
   * @param end when the finding is closed
   */
  public record Memory(List<Entry> entries, @Nullable Instant raised, Instant end) {
    public static final int MAX = 40;

    /** Nothing yet. */
    public static final Memory NONE = new Memory(List.of(), null, Instant.MIN);

    /**
     * One way in which a call was unusual.
     *
     * @param record id of the call's record
     * @param name of what was unusual, and of which value
     * @param own bits by its own history
     * @param peers bits by its peers
     */
    public record Entry(
        Instant time,
        String record,
        Dimension dimension,
        String name,
        double own,
        double peers,
        Reason why) {
      public double bits() {
        return own + peers;
      }
    }

    public Memory {
      entries = FixedList.of(entries);
    }

    /**
     * What of it still counts: all until a standing finding is closed, then what is young enough.
     */
    public Memory at(Instant time, Duration window) {
      if (raised != null) {
        return time.isBefore(end) ? this : NONE;
      }
      Instant from = time.minus(window);
      for (int i = 0; i < entries.size(); i++) {
        if (!entries.get(i).time().isAfter(from)) {
          return new Memory(
              entries.stream().filter(entry -> entry.time().isAfter(from)).toList(), null, end);
        }
      }
      return this;
    }

    /** This and one more; what was unusual before counts once, as the less likely of the two. */
    public Memory and(Entry more) {
      for (int i = 0; i < entries.size(); i++) {
        Entry known = entries.get(i);
        if (known.name().equals(more.name())) {
          if (known.bits() >= more.bits()) {
            return this;
          }
          Entry least =
              new Entry(
                  known.time(),
                  known.record(),
                  more.dimension(),
                  more.name(),
                  more.own(),
                  more.peers(),
                  more.why());
          return new Memory(FixedList.replaced(entries, i, least), raised, end);
        }
      }
      return entries.size() == MAX ? this : new Memory(FixedList.with(entries, more), raised, end);
    }

    public Memory raised(Instant raised, Instant end) {
      return new Memory(entries, raised, end);
    }

    public Instant expires(Duration window) {
      if (raised != null) {
        return end;
      }
      return entries.isEmpty() ? Instant.MIN : entries.get(entries.size() - 1).time().plus(window);
    }
  }
}
