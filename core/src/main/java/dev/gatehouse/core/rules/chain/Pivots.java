package dev.gatehouse.core.rules.chain;

import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.rules.kit.Habits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Memory of an {@link AfterPivot} for one origin: the roles of other accounts that it assumed
 * before, what it did in any, and the new ones that are still being watched, at most {@value
 * #LIVE_MAX}.
 */
public record Pivots(Habits roles, Habits kinds, List<Live> live) {
  static final int LIVE_MAX = 20;
  private static final int KINDS_MAX = 20;

  /** Nothing seen. */
  public static final Pivots NONE = new Pivots(Habits.NONE, Habits.NONE, List.of());

  /**
   * A role assumed for the first time.
   *
   * @param role ARN without its path
   * @param novelty chance that somebody with this history comes to a new role
   * @param learning there was too little history to call it new
   * @param kinds what was done with it so far
   * @param evidence the assumption, then the acts
   */
  public record Live(
      String role,
      Instant time,
      double novelty,
      boolean learning,
      Set<String> kinds,
      Evidence evidence,
      @Nullable Finding said) {
    public Live {
      kinds = Set.copyOf(kinds);
    }

    /** The kinds and one more, at most {@value #KINDS_MAX}. */
    Set<String> with(String kind) {
      if (kinds.contains(kind) || kinds.size() >= KINDS_MAX) {
        return kinds;
      }
      Set<String> more = new TreeSet<>(kinds);
      more.add(kind);
      return more;
    }

    Live and(Set<String> all, Evidence longer, Finding finding) {
      return new Live(role, time, novelty, learning, all, longer, finding);
    }
  }

  public Pivots {
    live = List.copyOf(live);
  }

  /** Without those that began before {@code from}. */
  Pivots since(Instant from) {
    return live.stream().noneMatch(each -> each.time().isBefore(from))
        ? this
        : new Pivots(
            roles, kinds, live.stream().filter(each -> !each.time().isBefore(from)).toList());
  }

  Pivots met(String role, Instant time) {
    Habits after = roles.and(role, time);
    return after.equals(roles) ? this : new Pivots(after, kinds, live);
  }

  /** The last day of which anything is remembered; {@link Instant#MIN} for none. */
  Instant last() {
    Instant last = Instant.MIN;
    for (Habits habits : List.of(roles, kinds)) {
      for (Habits.Met met : habits.met().values()) {
        last = met.last().isAfter(last) ? met.last() : last;
      }
    }
    return last;
  }

  Pivots did(String kind, Instant time) {
    Habits after = kinds.and(kind, time);
    return after.equals(kinds) ? this : new Pivots(roles, after, live);
  }

  Pivots with(Live one) {
    List<Live> more = new ArrayList<>(live);
    more.removeIf(each -> each.role().equals(one.role()));
    more.add(one);
    return new Pivots(roles, kinds, more.size() > LIVE_MAX ? more.subList(1, more.size()) : more);
  }

  @Nullable Live of(String role) {
    return live.stream().filter(each -> each.role().equals(role)).findFirst().orElse(null);
  }
}
