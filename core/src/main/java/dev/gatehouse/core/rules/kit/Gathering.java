package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.finding.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memory of a {@link Gathered}: what was unusual of one subject within a window, at most {@value
 * #MAX} different ways; beyond it later ones are left out.
 *
 * @param entries in the order of their time
 * @param raised when they became a finding; null before
 * @param end when the finding is closed
 */
public record Gathering(List<Entry> entries, @Nullable Instant raised, Instant end) {
  public static final int MAX = 40;

  /** Nothing yet. */
  public static final Gathering NONE = new Gathering(List.of(), null, Instant.MIN);

  /**
   * One way in which a call was unusual.
   *
   * @param record id of the call's record
   * @param name of what was unusual, and of which value
   * @param own bits by its own history
   * @param peers bits by its peers
   */
  public record Entry(
      Instant time, String record, Side side, String name, double own, double peers, Reason why) {
    public double bits() {
      return own + peers;
    }
  }

  public Gathering {
    entries = List.copyOf(entries);
  }

  /** What of it still counts: all until a standing finding is closed, then what is young enough. */
  public Gathering at(Instant time, Duration window) {
    if (raised != null) {
      return time.isBefore(end) ? this : NONE;
    }
    Instant from = time.minus(window);
    return entries.stream().allMatch(entry -> entry.time().isAfter(from))
        ? this
        : new Gathering(
            entries.stream().filter(entry -> entry.time().isAfter(from)).toList(), null, end);
  }

  /** This and one more; what was unusual before counts once, as the less likely of the two. */
  public Gathering and(Entry more) {
    List<Entry> all = new ArrayList<>(entries);
    for (int i = 0; i < all.size(); i++) {
      Entry known = all.get(i);
      if (known.name().equals(more.name())) {
        if (known.bits() >= more.bits()) {
          return this;
        }
        all.set(
            i,
            new Entry(
                known.time(),
                known.record(),
                more.side(),
                more.name(),
                more.own(),
                more.peers(),
                more.why()));
        return new Gathering(all, raised, end);
      }
    }
    if (all.size() == MAX) {
      return this;
    }
    all.add(more);
    return new Gathering(all, raised, end);
  }

  public Gathering raised(Instant raised, Instant end) {
    return new Gathering(entries, raised, end);
  }

  public Instant expires(Duration window) {
    if (raised != null) {
      return end;
    }
    return entries.isEmpty() ? Instant.MIN : entries.get(entries.size() - 1).time().plus(window);
  }
}
