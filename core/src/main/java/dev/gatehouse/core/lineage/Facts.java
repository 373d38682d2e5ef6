package dev.gatehouse.core.lineage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Memory of one key: the facts about it, oldest first, at most {@value #MAX}. Over the bound the
 * oldest goes; a session name that is issued every quarter of an hour still reaches back sixteen
 * hours.
 *
 * @param list sorted by time, then event id
 * @param dropped how many went over the bound
 * @param until when the last of them is forgotten
 */
public record Facts(List<Fact> list, long dropped, Instant until) {
  static final int MAX = 64;
  static final Facts NONE = new Facts(List.of(), 0, Instant.MIN);

  private static final Comparator<Fact> ORDER =
      Comparator.comparing(Fact::time).thenComparing(Fact::eventId);

  public Facts {
    list = List.copyOf(list);
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
    return new Facts(facts, over, kept.isAfter(until) ? kept : until);
  }
}
