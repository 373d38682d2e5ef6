package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.anomaly.Signal;
import dev.gatehouse.core.baseline.feature.Subject;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.BehaviourDetector;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingId;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.estate.Estate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A detection of what is unusual for somebody. There is one finding for each subject, {@link
 * Match#subject} and UTC window, with every record that was unusual. Its title and severity are
 * those of the most severe match; of equally severe ones, of the least likely.
 */
public abstract class AnomalyRule implements BehaviourDetector<AnomalyRule.Memory> {
  private final About about;
  private final Duration window;
  private final ChangeWindows changeWindows;

  /**
   * @param window length of the UTC windows; divides a day
   * @param estate whose approved changes lower the severity; {@link Estate#EMPTY} for none
   */
  protected AnomalyRule(About about, Duration window, Estate estate) {
    this.about = about;
    this.window = window;
    this.changeWindows = new ChangeWindows(estate);
  }

  @Override
  public final About about() {
    return about;
  }

  /** Whether the anomaly is one of those that this detection is about, and enough for a finding. */
  protected abstract boolean isUnusual(Anomaly in);

  /** What an anomaly that {@link #isUnusual} is, before approved changes are considered. */
  protected abstract Match match(Anomaly in);

  /** What findings are gathered by; the subject, unless a detection knows better. */
  protected String gatheredBy(Anomaly in) {
    return in.subject().key();
  }

  /**
   * Whether the subject is the one to be watched as one in this call: the origin, else the acting
   * role. So one call is judged once, although it has several subjects.
   */
  public static boolean isActor(Anomaly in) {
    return switch (in.subject().kind()) {
      case ORIGIN -> true;
      case IDENTITY -> Subject.of(Subject.Kind.ORIGIN, in.activity()) == null;
      case TARGET -> false;
    };
  }

  /** What is ordinary is not folded at all: most is, and each fold costs a memory. */
  @Override
  public final @Nullable String key(Anomaly in) {
    return isUnusual(in) ? gatheredBy(in) : null;
  }

  @Override
  public final Memory start(String key) {
    return Memory.NONE;
  }

  @Override
  public final Instant expires(Memory memory) {
    return memory.end();
  }

  @Override
  public final Step<Memory, Finding> fold(
      String key, Memory memory, Instant time, String id, Anomaly in) {
    Memory open = memory.at(time);
    Match match = changeWindows.lower(match(in), in.activity());
    Window hours = Window.of(window, time);
    String name = FindingId.of(about.id(), hours.from(), key, match.subject());
    Report report = open.report(about, name, hours.end().minusNanos(1), match, in);
    return Step.of(open.with(report), report.out(time));
  }

  /**
   * A finding that may be added to.
   *
   * @param end the last moment of its window
   * @param bits of the anomaly that its title tells
   */
  public record Report(Finding finding, Instant end, double bits) {
    /** The finding put out by the record of {@code time}. */
    public Out<Finding> out(Instant time) {
      return new Out<>(finding.id(), time, end, finding);
    }
  }

  /** The findings whose windows are not over, at most {@value #MAX}; the first goes first. */
  public record Memory(List<Report> open) {
    static final int MAX = 16;

    private static final int REASONS_MAX = 8;

    /** None. */
    public static final Memory NONE = new Memory(List.of());

    public Memory {
      open = List.copyOf(open);
    }

    /** This without the findings whose windows are over. */
    public Memory at(Instant time) {
      return open.stream().allMatch(report -> time.isBefore(report.end()))
          ? this
          : new Memory(open.stream().filter(report -> time.isBefore(report.end())).toList());
    }

    /** The finding {@code id}, begun before or now, with one more anomaly in it. */
    public Report report(About about, String id, Instant end, Match match, Anomaly in) {
      Report before =
          open.stream().filter(one -> one.finding().id().equals(id)).findFirst().orElse(null);
      if (before == null) {
        Instant time = in.activity().event().time();
        return new Report(
            match.finding(about, id, in.activity(), evidence(Evidence.NONE, in), time),
            end,
            in.bits());
      }
      Finding finding = before.finding();
      Evidence evidence = evidence(finding.records(), in);
      int severer = match.severity().compareTo(finding.severity());
      if (severer < 0 || (severer == 0 && in.bits() <= before.bits())) {
        return new Report(
            finding.with(evidence).because(reasons(in, finding.why(), match.why())),
            end,
            before.bits());
      }
      Match all = match.because(reasons(in, match.why(), finding.why()));
      return new Report(
          all.finding(about, id, in.activity(), evidence, finding.raised()), end, in.bits());
    }

    /** The evidence and one more record; a count stands for all records of its window. */
    private static Evidence evidence(Evidence before, Anomaly in) {
      String id = in.activity().event().id();
      List<String> ids = before.ids();
      Evidence after =
          !ids.isEmpty() && ids.get(ids.size() - 1).equals(id)
              ? before
              : before.and(id, in.activity().event().time());
      long observed = in.signal().kind() == Signal.Kind.COUNT ? (long) in.signal().observed() : 0;
      return observed <= after.count()
          ? after
          : new Evidence(after.first(), after.last(), observed, after.start(), after.end());
    }

    /**
     * The reasons, and those of the others that speak of something else: a new country and a new
     * tool are two, a count over an hour and over two are one.
     */
    private static List<Reason> reasons(Anomaly in, List<Reason> first, List<Reason> others) {
      if (in.signal().kind() == Signal.Kind.COUNT) {
        return first;
      }
      List<Reason> all = new ArrayList<>(first);
      for (Reason other : others) {
        if (all.size() < REASONS_MAX && all.stream().noneMatch(other::isAboutTheSame)) {
          all.add(other);
        }
      }
      return all;
    }

    /** This with a report in the place of the one of the same finding. */
    public Memory with(Report report) {
      List<Report> all = new ArrayList<>(open);
      all.removeIf(other -> other.finding().id().equals(report.finding().id()));
      if (all.size() == MAX) {
        all.remove(0);
      }
      all.add(report);
      return new Memory(all);
    }

    /** When the last of the windows is over; {@link Instant#MIN} if none is open. */
    public Instant end() {
      return open.stream().map(Report::end).max(Instant::compareTo).orElse(Instant.MIN);
    }
  }
}
