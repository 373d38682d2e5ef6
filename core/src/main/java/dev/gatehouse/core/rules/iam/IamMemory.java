package dev.gatehouse.core.rules.iam;

import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one account's trail has changed in IAM, oldest first, and the findings of the current hour.
 *
 * <p>At most {@value #CHANGES_MAX} changes of {@value #CHARACTERS_MAX} characters together: the
 * oldest go first, and what only they told is then known from the estate or not at all. At most
 * {@value #HELD_MAX} findings are gathered; one beyond that has one record as its evidence.
 */
public record IamMemory(List<IamChange> changes, Instant hour, List<Held> held) {
  public static final int CHANGES_MAX = 300;
  public static final int CHARACTERS_MAX = 300_000;
  public static final int HELD_MAX = 50;

  /** Nothing seen. */
  public static final IamMemory NONE = new IamMemory(List.of(), Instant.EPOCH, List.of());

  /** One finding of the hour. */
  public record Held(String subject, Evidence evidence, Finding worst) {}

  public IamMemory {
    changes = List.copyOf(changes);
    held = List.copyOf(held);
  }

  /** This, in the hour of {@code time}. */
  public IamMemory at(Instant time) {
    Instant now = time.truncatedTo(ChronoUnit.HOURS);
    return now.equals(hour) ? this : new IamMemory(changes, now, List.of());
  }

  /** With one more change. */
  public IamMemory and(IamChange change) {
    List<IamChange> more = new ArrayList<>(changes);
    more.add(change);
    int characters = more.stream().mapToInt(IamChange::size).sum();
    int from = 0;
    while (more.size() - from > CHANGES_MAX || characters > CHARACTERS_MAX) {
      characters -= more.get(from++).size();
    }
    return new IamMemory(more.subList(from, more.size()), hour, held);
  }

  public @Nullable Held held(String subject) {
    return held.stream().filter(h -> h.subject().equals(subject)).findFirst().orElse(null);
  }

  public IamMemory with(Held one) {
    List<Held> more = new ArrayList<>(held);
    more.removeIf(h -> h.subject().equals(one.subject()));
    if (more.size() < HELD_MAX) {
      more.add(one);
    }
    return new IamMemory(changes, hour, more);
  }

  public Instant end() {
    return hour.plus(1, ChronoUnit.HOURS);
  }
}
