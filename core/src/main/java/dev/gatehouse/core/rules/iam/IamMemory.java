package dev.gatehouse.core.rules.iam;

import dev.gatehouse.core.rules.kit.OpenReports;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory of an {@link IamChangeRule} for one account.
 *
 * @param changes of IAM, oldest first: at most {@value #CHANGES_MAX}, of {@value #CHARACTERS_MAX}
 *     characters together. The oldest go first, and what only they told is then known from the
 *     estate or not at all
 * @param open the findings of the current hour
 */
public record IamMemory(List<IamChange> changes, OpenReports open) {
  public static final int CHANGES_MAX = 300;
  public static final int CHARACTERS_MAX = 300_000;

  /** Nothing seen. */
  public static final IamMemory NONE = new IamMemory(List.of(), OpenReports.NONE);

  public IamMemory {
    changes = List.copyOf(changes);
  }

  /** This without the findings whose hour is over at {@code time}. */
  public IamMemory at(Instant time) {
    return new IamMemory(changes, open.at(time));
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
    return new IamMemory(more.subList(from, more.size()), open);
  }

  /** With one more record in a finding. */
  public IamMemory with(OpenReports.Report report) {
    return new IamMemory(changes, open.with(report));
  }
}
