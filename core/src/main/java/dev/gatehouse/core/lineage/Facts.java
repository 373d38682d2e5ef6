package dev.gatehouse.core.lineage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Memory of one key: the facts about it, oldest first, at most {@value #MAX}. Over the bound the
 * oldest goes; a session name that is issued every quarter of an hour still reaches back sixteen
 * hours.
 *
 * @param list sorted by time, then event id
 * @param homes way home of whoever made the call of a fact, by event id, where it is known
 * @param dropped how many went over the bound
 * @param until when the last of them is forgotten
 */
public record Facts(List<Fact> list, Map<String, Home> homes, long dropped, Instant until) {
  static final int MAX = 64;
  static final Facts NONE = new Facts(List.of(), Map.of(), 0, Instant.MIN);

  private static final Comparator<Fact> ORDER =
      Comparator.comparing(Fact::time).thenComparing(Fact::eventId);

  public Facts {
    list = List.copyOf(list);
    homes = Map.copyOf(homes);
  }

  /** What was known at {@code instant}. */
  List<Fact> asOf(Instant instant) {
    int known = list.size();
    while (known > 0 && list.get(known - 1).time().isAfter(instant)) {
      known--;
    }
    return known == list.size() ? list : list.subList(0, known);
  }

  @Nullable Home home(Fact fact) {
    return homes.get(fact.eventId());
  }

  /** With the way home of whoever made the call of {@code eventId}, if a fact here is from it. */
  Facts and(String eventId, Home home) {
    if (list.stream().noneMatch(fact -> fact.eventId().equals(eventId))) {
      return this;
    }
    Map<String, Home> more = new HashMap<>(homes);
    more.put(eventId, home);
    return new Facts(list, more, dropped, until);
  }

  Facts and(Fact fact) {
    List<Fact> facts = new ArrayList<>(list.size() + 1);
    for (Fact known : list) {
      if (known.kept().isAfter(fact.time())) {
        facts.add(known);
      }
    }
    facts.add(fact);
    if (facts.size() > 1 && ORDER.compare(facts.get(facts.size() - 2), fact) > 0) {
      facts.sort(ORDER);
    }
    long over = dropped;
    while (facts.size() > MAX) {
      facts.remove(0);
      over++;
    }
    Instant kept = fact.kept();
    return new Facts(facts, homesOf(facts), over, kept.isAfter(until) ? kept : until);
  }

  private Map<String, Home> homesOf(List<Fact> facts) {
    if (homes.isEmpty()) {
      return homes;
    }
    Map<String, Home> still = new HashMap<>();
    for (Fact fact : facts) {
      Home home = homes.get(fact.eventId());
      if (home != null) {
        still.put(fact.eventId(), home);
      }
    }
    return still;
  }
}
