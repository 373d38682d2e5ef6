package dev.gatehouse.core.rules.chain;

import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Quote;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memory of {@link RoleChainDepth}: what the sessions of one home did, and which chains were
 * reported. At most {@value #SESSIONS_MAX} sessions and as many chains; beyond that the one idle
 * longest is forgotten.
 */
public record Chains(List<Session> sessions, List<Chain> chains, @Nullable Report report) {
  static final int SESSIONS_MAX = 64;
  static final int CALLS_MAX = 8;

  /** No role session lives longer than this. */
  static final Duration SESSION_MAX = Duration.ofHours(12);

  /** Nothing seen. */
  public static final Chains NONE = new Chains(List.of(), List.of(), null);

  /**
   * What one session did.
   *
   * @param calls names of the first {@value #CALLS_MAX} different calls
   * @param count of all calls
   */
  public record Session(String name, List<String> calls, long count, Instant first, Instant last) {}

  /**
   * A chain that was reported.
   *
   * @param crossing the credential with which it became too long
   * @param raised when it did
   */
  public record Chain(String crossing, Instant raised, Instant last) {}

  /**
   * The finding of an hour: all chains of the home that became too long in it.
   *
   * @param hops of the deepest
   * @param finding as the deepest put it
   */
  public record Report(Instant raised, int hops, Evidence evidence, Finding finding) {
    /** When nothing more is added. */
    Instant end() {
      return raised.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    }
  }

  public Chains {
    sessions = List.copyOf(sessions);
    chains = List.copyOf(chains);
  }

  /** What of this may still live at {@code time}. */
  Chains at(Instant time) {
    Instant from = time.minus(SESSION_MAX);
    boolean all =
        sessions.stream().allMatch(s -> s.last().isAfter(from))
            && chains.stream().allMatch(c -> c.last().isAfter(from))
            && (report == null || time.isBefore(report.end()));
    return all
        ? this
        : new Chains(
            sessions.stream().filter(s -> s.last().isAfter(from)).toList(),
            chains.stream().filter(c -> c.last().isAfter(from)).toList(),
            report != null && time.isBefore(report.end()) ? report : null);
  }

  Instant expires() {
    Instant last = Instant.MIN.plus(SESSION_MAX);
    for (Session s : sessions) {
      last = s.last().isAfter(last) ? s.last() : last;
    }
    for (Chain c : chains) {
      last = c.last().isAfter(last) ? c.last() : last;
    }
    return last.plus(SESSION_MAX);
  }

  /** This and one more call. */
  Chains called(String session, String call, Instant time) {
    List<Session> more = new ArrayList<>(sessions);
    Session old = more.stream().filter(s -> s.name().equals(session)).findFirst().orElse(null);
    if (old == null) {
      if (more.size() == SESSIONS_MAX) {
        more.remove(
            more.stream()
                .min(Comparator.comparing(Session::last).thenComparing(Session::name))
                .orElseThrow());
      }
      more.add(new Session(session, List.of(call), 1, time, time));
    } else {
      List<String> calls = old.calls();
      if (calls.size() < CALLS_MAX && !calls.contains(call)) {
        calls = new ArrayList<>(calls);
        calls.add(call);
      }
      more.set(
          more.indexOf(old),
          new Session(session, List.copyOf(calls), old.count() + 1, old.first(), time));
    }
    return new Chains(more, chains, report);
  }

  @Nullable Chain chain(String crossing) {
    return chains.stream().filter(c -> c.crossing().equals(crossing)).findFirst().orElse(null);
  }

  private Chains with(Chain chain) {
    List<Chain> more = new ArrayList<>(chains);
    more.removeIf(c -> c.crossing().equals(chain.crossing()));
    if (more.size() == SESSIONS_MAX) {
      more.remove(
          more.stream()
              .min(Comparator.comparing(Chain::last).thenComparing(Chain::crossing))
              .orElseThrow());
    }
    more.add(chain);
    return new Chains(sessions, more, report);
  }

  /** This, with the chain in use at {@code time}. */
  Chains seen(String crossing, Instant time) {
    Chain c = chain(crossing);
    return with(new Chain(crossing, c == null ? time : c.raised(), time));
  }

  /** This, with the finding of the hour. */
  Chains with(Report now) {
    return new Chains(sessions, chains, now);
  }

  /** What a session did, in words. */
  String calls(String session) {
    for (Session s : sessions) {
      if (s.name().equals(session)) {
        return Quote.plain(
            s.count()
                + (s.count() == 1 ? " call from " : " calls from ")
                + s.first()
                + " to "
                + s.last()
                + ": "
                + String.join(", ", s.calls()));
      }
    }
    return "no calls but the next hop in this trail";
  }
}
