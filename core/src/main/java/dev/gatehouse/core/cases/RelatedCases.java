package dev.gatehouse.core.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which cases have a credential, a person, an address or a role in common, however far apart in
 * time. It makes one case of none; it shows what else to read.
 */
public final class RelatedCases {
  /** Most cases named, the nearest. */
  public static final int RELATED_MAX = 10;

  /** Cases to compare with; of more, the worst are. They lie in memory together. */
  public static final int CASES_MAX = 2_000;

  /** What more cases have in common than this is everybody's and tells nothing. */
  private static final int COMMON_MAX = 100;

  /** What two cases have in common, the most telling first. */
  public enum Tie {
    /** A session or long-term access key. */
    KEY,
    /** The same person, user, outside account or workload is behind it. */
    ORIGIN,
    /** An address that is not the organization's own. */
    NETWORK,
    /** A role was acted as in both. */
    ROLE;

    /** The word used in JSON. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private record Common(Tie tie, String value) {}

  /** A case and what ties it. */
  public record Related(Case other, Set<Tie> by) {}

  /**
   * Those of one case.
   *
   * @param cases the nearest: by the most telling tie, then in time
   * @param count how many there are
   */
  public record Found(List<Related> cases, int count) {}

  private final Map<Common, List<Case>> cases = new HashMap<>();

  /** Over these cases; those that were merged into others are in those. */
  public RelatedCases(Collection<Case> all) {
    for (Case told : all) {
      if (told.mergedInto() == null) {
        commons(told)
            .forEach(common -> cases.computeIfAbsent(common, c -> new ArrayList<>()).add(told));
      }
    }
  }

  /** The others that have something in common with it. */
  public Found of(Case told) {
    Map<String, Related> related = new LinkedHashMap<>();
    for (Common common : commons(told)) {
      List<Case> others = cases.getOrDefault(common, List.of());
      if (others.size() <= COMMON_MAX) {
        for (Case other : others) {
          related
              .computeIfAbsent(other.id(), id -> new Related(other, EnumSet.noneOf(Tie.class)))
              .by()
              .add(common.tie());
        }
      }
    }
    related.remove(told.id());
    Comparator<Related> nearest =
        Comparator.comparing((Related other) -> other.by().iterator().next())
            .thenComparing(other -> apart(told, other.other()))
            .thenComparing(other -> other.other().id());
    return new Found(
        related.values().stream().sorted(nearest).limit(RELATED_MAX).toList(), related.size());
  }

  private static Duration apart(Case one, Case other) {
    Instant from = one.start().isBefore(other.start()) ? one.end() : other.end();
    Instant to = one.start().isBefore(other.start()) ? other.start() : one.start();
    return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
  }

  private static List<Common> commons(Case told) {
    List<Common> commons = new ArrayList<>();
    CaseDetails details = told.details();
    details.sessions().forEach(session -> commons.add(new Common(Tie.KEY, session.id())));
    for (CaseActor actor : details.actors()) {
      if (actor.isOne()) {
        commons.add(new Common(Tie.ORIGIN, actor.identity() + " " + actor.workload()));
      }
    }
    details.places().stream()
        .filter(place -> !place.own())
        .forEach(place -> commons.add(new Common(Tie.NETWORK, place.address())));
    told.reached().forEach(role -> commons.add(new Common(Tie.ROLE, role)));
    return commons.stream().distinct().toList();
  }
}
