package dev.gatehouse.core.cases;

import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Findings that hang together over sessions and what they made, told as one story.
 *
 * @param id of its earliest root, the finding it began with; it stays when others join
 * @param revision how many forms it has had, from 1: one for each finding or merge that joined
 * @param title who, from where, through what, did what, what still works; under 160 characters
 * @param shortTitle who did what; under 100 characters
 * @param severity the highest of its findings that are not suppressed
 * @param confidence from independent signs, not from their number
 * @param chance that it is not innocent, 0 to 1: a scale, not a probability; confidence is its word
 * @param lookWithin how soon somebody should look, by the tier of the most critical role or account
 *     reached; null where no tier is known, or below medium confidence
 * @param origins who is behind it, the first first
 * @param accounts acted in, in the order of time
 * @param start time of its first record
 * @param end time of its last
 * @param raised event time at which it first had this confidence
 * @param findings ids, in the order in which they were raised; of very many the first, the last and
 *     the strongest
 * @param findingCount how many findings it has
 * @param suppressed those of them that a suppression covers
 * @param evidence event ids, of each finding the ones it cites
 * @param story in the order of time
 * @param reached roles acted as, in the order of time
 * @param checkFirst concrete steps
 * @param weights what each finding adds, in the order of {@code findings}, then imported signals
 * @param details what the findings say together, as data
 * @param mergedInto the case that took this one up; null if it stands for itself
 */
public record Case(
    String id,
    int revision,
    String title,
    String shortTitle,
    Severity severity,
    Confidence confidence,
    double chance,
    @Nullable Duration lookWithin,
    List<String> origins,
    List<String> accounts,
    Instant start,
    Instant end,
    Instant raised,
    List<String> findings,
    long findingCount,
    List<String> suppressed,
    List<String> evidence,
    List<TimelineEntry> story,
    List<Attack> attack,
    List<String> reached,
    List<String> checkFirst,
    List<Weight> weights,
    CaseDetails details,
    @Nullable String mergedInto) {
  /** In the order of their first records. */
  public static final Comparator<Case> BY_START =
      Comparator.comparing(Case::start).thenComparing(Case::id);

  public Case {
    origins = List.copyOf(origins);
    accounts = List.copyOf(accounts);
    findings = List.copyOf(findings);
    suppressed = List.copyOf(suppressed);
    evidence = List.copyOf(evidence);
    story = List.copyOf(story);
    attack = List.copyOf(attack);
    reached = List.copyOf(reached);
    checkFirst = List.copyOf(checkFirst);
    weights = List.copyOf(weights);
  }

  /** To be said and typed: {@code 0318-k7m2qd}. It stays when the case takes up others. */
  public String shortId() {
    return CaseId.shortened(id);
  }
}
