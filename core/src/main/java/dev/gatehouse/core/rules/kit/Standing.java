package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.anomaly.Signal;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memory of an {@link Unusual}: the findings of the windows that still last, at most {@value #MAX}.
 */
public record Standing(List<One> open) {
  public static final int MAX = 16;

  private static final int WHY_MAX = 8;

  /** None. */
  public static final Standing NONE = new Standing(List.of());

  /**
   * One finding in the making.
   *
   * @param bits of the least likely anomaly that gave it its words
   */
  public record One(Finding finding, Evidence evidence, Instant end, double bits) {
    public One and(About about, String name, Act act, Anomaly in, Instant end) {
      boolean graver =
          act.severity().compareTo(finding.severity()) > 0
              || (act.severity() == finding.severity() && in.bits() > bits);
      Evidence more = with(evidence, in);
      Finding told =
          graver
              ? Claim.finding(
                  about,
                  name,
                  new Act(
                      act.subject(),
                      act.headline(),
                      act.severity(),
                      act.confidence(),
                      joined(in, act.why(), finding.why())),
                  in.activity(),
                  more,
                  finding.raised())
              : finding.with(more).because(joined(in, finding.why(), act.why()));
      return new One(told, more, end, graver ? in.bits() : bits);
    }

    private static Evidence with(Evidence evidence, Anomaly in) {
      String id = in.activity().event().id();
      List<String> ids = evidence.ids();
      return counted(
          ids.get(ids.size() - 1).equals(id)
              ? evidence
              : evidence.and(id, in.activity().event().time()),
          in);
    }

    /** A count stands for all records of its window, of which not each was an anomaly. */
    private static Evidence counted(Evidence evidence, Anomaly in) {
      long observed = in.signal().kind() == Signal.Kind.COUNT ? (long) in.signal().observed() : 0;
      return observed <= evidence.count()
          ? evidence
          : new Evidence(
              evidence.first(), evidence.last(), observed, evidence.start(), evidence.end());
    }

    /**
     * The reasons, and those of the others that speak of something else: a new country and a new
     * tool are two, a count over an hour and over two are one.
     */
    private static List<Reason> joined(Anomaly in, List<Reason> first, List<Reason> others) {
      if (in.signal().kind() == Signal.Kind.COUNT) {
        return first;
      }
      List<Reason> all = new ArrayList<>(first);
      for (Reason other : others) {
        if (all.size() < WHY_MAX && all.stream().noneMatch(other::isAboutTheSame)) {
          all.add(other);
        }
      }
      return all;
    }
  }

  /** A finding that may not have begun yet. */
  public record Begun(@Nullable One one) {
    public One and(About about, String name, Act act, Anomaly in, Instant end) {
      if (one != null) {
        return one.and(about, name, act, in, end);
      }
      Instant time = in.activity().event().time();
      Evidence evidence = One.counted(Evidence.NONE.and(in.activity().event().id(), time), in);
      return new One(
          Claim.finding(about, name, act, in.activity(), evidence, time), evidence, end, in.bits());
    }
  }

  public Standing {
    open = List.copyOf(open);
  }

  public Begun of(String name) {
    for (One one : open) {
      if (one.finding().id().equals(name)) {
        return new Begun(one);
      }
    }
    return new Begun(null);
  }

  public Standing at(Instant time) {
    return open.stream().allMatch(one -> time.isBefore(one.end()))
        ? this
        : new Standing(open.stream().filter(one -> time.isBefore(one.end())).toList());
  }

  public Standing with(One one) {
    List<One> all = new ArrayList<>(open);
    all.removeIf(other -> other.finding().id().equals(one.finding().id()));
    if (all.size() == MAX) {
      all.remove(0);
    }
    all.add(one);
    return new Standing(all);
  }

  public Instant end() {
    return open.stream().map(One::end).max(Instant::compareTo).orElse(Instant.MIN);
  }
}
