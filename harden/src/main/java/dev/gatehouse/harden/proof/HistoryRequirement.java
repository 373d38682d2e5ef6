package dev.gatehouse.harden.proof;

import dev.gatehouse.harden.history.RoleHistory;
import java.util.ArrayList;
import java.util.List;

/**
 * When a history is enough to conclude from that what did not happen will not.
 *
 * @param days the trail spans at least so many days: a monthly job has run once in 35
 * @param assumptions at least so many sessions were made
 * @param daysUsed on at least so many days
 */
public record HistoryRequirement(int days, int assumptions, int daysUsed) {
  /** A month and the days around it, and more than a few tries. */
  public static final HistoryRequirement DEFAULT = new HistoryRequirement(35, 10, 5);

  /** What a history lacks, one sentence each; empty if it is thick enough. */
  List<String> lacks(RoleHistory history) {
    List<String> lacks = new ArrayList<>();
    if (history.trailDays() < days) {
      lacks.add(
          "The trail spans "
              + count(history.trailDays(), "day")
              + "; what happens once a month shows in "
              + days
              + ".");
    }
    if (history.assumptions() < assumptions) {
      lacks.add(
          "The role was assumed "
              + count(history.assumptions(), "time")
              + "; at least "
              + assumptions
              + " are asked for.");
    }
    if (history.days() < daysUsed) {
      lacks.add(
          "It was assumed on "
              + count(history.days(), "day")
              + "; at least "
              + daysUsed
              + " are asked for.");
    }
    return lacks;
  }

  private static String count(long n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }
}
