package dev.gatehouse.estate.graph.edge;

import dev.gatehouse.policy.decision.DecidingStatement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The engine's answers to the calls of a way, put together. Where nothing grants the way at all
 * there is none: null.
 */
@SuppressWarnings("ReferenceEquality") // the one open ruling
public record Ruling(
    EdgeVerdict verdict,
    List<Requirement> conditions,
    List<String> blockedBy,
    List<DecidingStatement> because) {
  public static final Ruling OPEN = new Ruling(EdgeVerdict.OPEN, List.of(), List.of(), List.of());

  public Ruling {
    conditions = List.copyOf(conditions);
    blockedBy = List.copyOf(blockedBy);
    because = List.copyOf(because);
  }

  /** A circumstance that no policy speaks of. */
  public static Ruling circumstance(String text) {
    return new Ruling(
        EdgeVerdict.CONDITIONAL, List.of(new Requirement("", text)), List.of(), List.of());
  }

  /** A document that nobody has. */
  public static Ruling missing(String policy) {
    return new Ruling(EdgeVerdict.UNKNOWN, List.of(document(policy)), List.of(), List.of());
  }

  public static Requirement document(String policy) {
    return new Requirement("policy:" + policy, "the document `" + policy + "` is not known");
  }

  /** Both are needed. */
  public static @Nullable Ruling both(@Nullable Ruling one, @Nullable Ruling other) {
    if (one == null || other == null) {
      return null;
    }
    if (one == OPEN) {
      return other;
    }
    EdgeVerdict verdict = one.verdict.and(other.verdict);
    return new Ruling(
        verdict,
        verdict == EdgeVerdict.BLOCKED ? List.of() : union(one.conditions, other.conditions),
        union(one.blockedBy, other.blockedBy),
        union(one.because, other.because));
  }

  /** Whether it is open, whatever the circumstances. */
  public boolean isOpen() {
    return verdict == EdgeVerdict.OPEN;
  }

  /** Either is enough: the more open one, the first of equals. */
  public static @Nullable Ruling either(@Nullable Ruling one, @Nullable Ruling other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.verdict.compareTo(one.verdict) < 0 ? other : one;
  }

  private static <T> List<T> union(List<T> one, List<T> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    Set<T> all = new LinkedHashSet<>(one);
    all.addAll(other);
    return new ArrayList<>(all);
  }
}
