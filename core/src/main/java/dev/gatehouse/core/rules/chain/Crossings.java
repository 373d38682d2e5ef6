package dev.gatehouse.core.rules.chain;

import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memory of {@link CrossBoundaryAssume} for one source: which ways out of it were taken in the last
 * {@value #KEPT_DAYS} days, and what was said of today. At most {@value #MAX} ways; beyond it the
 * one not taken for longest is forgotten.
 *
 * @param days on how many days there was any
 * @param uses how many there were
 * @param novel how many of these were new
 */
public record Crossings(int days, int uses, int novel, List<Way> ways, List<Said> said) {
  static final int KEPT_DAYS = 30;
  static final int MAX = 256;

  /** After this long without any way nothing is remembered. */
  static final Duration FORGOTTEN = Duration.ofDays(KEPT_DAYS + 1);

  /** Nothing seen. */
  static final Crossings NONE = new Crossings(0, 0, 0, List.of(), List.of());

  /** A way and when it was taken last. */
  public record Way(String name, Instant last) {}

  /** The finding of a UTC day about one identity. */
  public record Said(String who, Finding finding, Evidence evidence) {
    Instant end() {
      return finding.raised().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS).minusNanos(1);
    }
  }

  public Crossings {
    ways = List.copyOf(ways);
    said = List.copyOf(said);
  }

  /** Without what is over by {@code time}. */
  Crossings at(Instant time) {
    Instant last = last();
    if (!last.equals(Instant.MIN) && !time.isBefore(last.plus(FORGOTTEN))) {
      return NONE;
    }
    Instant from = time.minus(Duration.ofDays(KEPT_DAYS));
    return new Crossings(
        days,
        uses,
        novel,
        ways.stream().filter(way -> way.last().isAfter(from)).toList(),
        said.stream().filter(one -> !time.isAfter(one.end())).toList());
  }

  boolean knows(String way) {
    return ways.stream().anyMatch(one -> one.name().equals(way));
  }

  /** Whether the way was taken from that time on. */
  boolean knows(String way, Instant from) {
    return ways.stream().anyMatch(one -> one.name().equals(way) && !one.last().isBefore(from));
  }

  @Nullable Said said(String who) {
    return said.stream().filter(one -> one.who().equals(who)).findFirst().orElse(null);
  }

  /**
   * Chance that a use is of a new way, with the half and half a pseudo-count of Jeffreys' prior.
   */
  double novelty() {
    return (novel + 0.5) / (uses + 1.0);
  }

  Instant last() {
    return ways.stream().map(Way::last).max(Instant::compareTo).orElse(Instant.MIN);
  }

  Crossings took(String way, Instant time) {
    boolean today =
        ways.stream().anyMatch(one -> !one.last().isBefore(time.truncatedTo(ChronoUnit.DAYS)));
    List<Way> all = new ArrayList<>(ways);
    boolean fresh = !all.removeIf(one -> one.name().equals(way));
    if (all.size() == MAX) {
      all.remove(
          all.stream().min(Comparator.comparing(Way::last).thenComparing(Way::name)).orElseThrow());
    }
    all.add(new Way(way, time.truncatedTo(ChronoUnit.HOURS)));
    return new Crossings(days + (today ? 0 : 1), uses + 1, novel + (fresh ? 1 : 0), all, said);
  }

  Crossings with(Said one) {
    List<Said> all = new ArrayList<>(said);
    all.removeIf(other -> other.who().equals(one.who()));
    if (all.size() == MAX) {
      all.remove(0);
    }
    all.add(one);
    return new Crossings(days, uses, novel, ways, all);
  }
}
