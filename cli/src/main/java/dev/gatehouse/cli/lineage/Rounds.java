package dev.gatehouse.cli.lineage;

import dev.gatehouse.core.lineage.tree.Session;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Sessions of which each issued the next, in rounds through the same identities: a loop that is
 * told once instead of step by step.
 *
 * @param round the first round
 * @param times how often it was gone through
 * @param last where the last round ends
 */
record Rounds(List<Session.Branch> round, int times, Session.Branch last) {
  /** Longest round that is looked for. */
  private static final int ROUND_MAX = 40;

  /** Fewer sessions than this are told one by one. */
  private static final int SESSIONS_LEAST = 6;

  static Rounds from(Session.Branch first) {
    List<Session.Branch> path = new ArrayList<>();
    path.add(first);
    Session.Branch at = first;
    while (at.grown().size() == 1 && !at.asked()) {
      at = at.grown().get(0);
      path.add(at);
    }
    for (int length = 1; length <= Math.min(ROUND_MAX, path.size() / 2); length++) {
      int times = times(path, length);
      if (times > 1 && times * length >= SESSIONS_LEAST) {
        return new Rounds(path.subList(0, length), times, path.get(times * length - 1));
      }
    }
    return new Rounds(List.of(first), 1, first);
  }

  private static int times(List<Session.Branch> path, int length) {
    int same = length;
    while (same < path.size()
        && path.get(same).session().identity().equals(path.get(same - length).session().identity())
        && !path.get(same - 1).asked()) {
      same++;
    }
    return same / length;
  }

  /** The rounds in a line; what follows them is the last session. */
  String words(Label label) {
    List<String> names =
        round.stream()
            .map(each -> Text.oneLine(label.identity(each.session().identity())))
            .toList();
    String until =
        last.session().last() == null
            ? ""
            : ", until " + Label.time(Objects.requireNonNull(last.session().last()));
    return "("
        + String.join(" → ", names)
        + ") × "
        + times
        + ": "
        + Text.count((long) times * round.size(), "session")
        + ", each issued by the one before"
        + until
        + "; the last of them:";
  }
}
