package dev.gatehouse.respond.contain;

import dev.gatehouse.core.cases.Case;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What to do about a case, and what is left when it is done.
 *
 * @param told the case
 * @param at when the plan is carried out
 * @param cuts in the order in which they are made
 */
public record Plan(Case told, Instant at, List<Cut> cuts, Proof proof) {
  public Plan {
    cuts = List.copyOf(cuts);
  }

  /** What it comes to, in one sentence: what passes, whom it breaks, what stays open. */
  public String summary() {
    Set<String> broken = new LinkedHashSet<>();
    int sessions = 0;
    for (Cut cut : cuts) {
      for (Bystander each : cut.breaks()) {
        broken.add(each.identity());
        sessions += each.liveSessions();
      }
    }
    int open = proof.open().size();
    return proof.passingCount()
        + " of "
        + proof.calls()
        + " calls would pass; "
        + (broken.isEmpty()
            ? "nobody else is hit; "
            : broken.size() + " others are hit with " + sessions + " live sessions; ")
        + (open == 0
            ? "nothing stays open."
            : open + (open == 1 ? " path stays" : " paths stay") + " open.");
  }
}
