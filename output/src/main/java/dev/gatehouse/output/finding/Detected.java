package dev.gatehouse.output.finding;

import dev.gatehouse.core.cases.BuildCases;
import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.FindingText;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.estate.Suppression;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.lineage.EvidenceRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a run of the detections gave. There may be more findings and cases than memory holds: they
 * are read one after the other, as often as needed.
 *
 * @param findings in the order in which they were raised, none withdrawn; those that count for
 *     nothing only if they were asked for
 * @param counts whether a finding counts
 * @param shadow how many findings count for nothing, by detection
 * @param cases what they make together, those merged into others too; empty if not asked for
 * @param about the detections by id
 * @param records the evidence by event id; empty where it was not asked for
 * @param tally what was read
 * @param names of accounts and people
 * @param suppressions says which suppression covers a finding
 * @param madeWith estate and settings of the run
 */
public record Detected(
    Collection<FindingState> findings,
    Predicate<Finding> counts,
    Map<String, Long> shadow,
    Collection<Case> cases,
    Map<String, About> about,
    Map<String, EvidenceRecord> records,
    Tally tally,
    Names names,
    Function<Finding, Optional<Suppression>> suppressions,
    MadeWith madeWith) {
  /** Of a run without suppressions, of which it is not told what it was made with. */
  public Detected(
      Collection<FindingState> findings,
      Predicate<Finding> counts,
      Map<String, Long> shadow,
      Collection<Case> cases,
      Map<String, About> about,
      Map<String, EvidenceRecord> records,
      Tally tally,
      Names names) {
    this(
        findings,
        counts,
        shadow,
        cases,
        about,
        records,
        tally,
        names,
        finding -> Optional.empty(),
        MadeWith.UNKNOWN);
  }

  public Detected {
    shadow = Map.copyOf(shadow);
    about = Map.copyOf(about);
    records = Map.copyOf(records);
  }

  /** The same with the evidence that was asked for. */
  public Detected with(Map<String, EvidenceRecord> evidence) {
    return new Detected(
        findings, counts, shadow, cases, about, evidence, tally, names, suppressions, madeWith);
  }

  /** The same with the {@code max} worst findings and cases alone, in their order. */
  public Detected worst(int max) {
    List<FindingState> few = new ArrayList<>(first(FindingState.WORST_FIRST, max));
    few.sort(FindingState.BY_RAISED);
    List<Case> fewCases = new ArrayList<>(firstCases(BuildCases.WORST_FIRST, max));
    fewCases.sort(Case.BY_START);
    return new Detected(
        few, counts, shadow, fewCases, about, records, tally, names, suppressions, madeWith);
  }

  /** Somebody's decision that this finding needs nobody's attention; empty if there is none. */
  public Optional<Suppression> suppression(FindingState state) {
    return suppressions.apply(state.finding());
  }

  /** Whether the finding asks for attention: it counts, and nothing suppresses it. */
  public boolean isOpen(FindingState state) {
    return !isShadow(state) && suppression(state).isEmpty();
  }

  /** Short names of identities and accounts. */
  public Label label() {
    return new Label(names);
  }

  /** The words of findings. */
  public FindingText text() {
    return new FindingText(names);
  }

  /** Whether the finding counts for nothing. */
  public boolean isShadow(FindingState state) {
    return !counts.test(state.finding());
  }

  /** How many of the findings count. */
  public long countedSize() {
    return findings.stream().filter(state -> !isShadow(state)).count();
  }

  /** The findings that come first in {@code order}, at most {@code max}. */
  public List<FindingState> first(Comparator<FindingState> order, int max) {
    return first(findings.stream(), order, max);
  }

  /** The cases that stand for themselves and come first in {@code order}, at most {@code max}. */
  public List<Case> firstCases(Comparator<Case> order, int max) {
    return first(standingCases(), order, max);
  }

  private static <T> List<T> first(Stream<T> all, Comparator<T> order, int max) {
    PriorityQueue<T> kept = new PriorityQueue<>(order.reversed());
    all.forEach(
        one -> {
          kept.add(one);
          if (kept.size() > max) {
            kept.remove();
          }
        });
    return kept.stream().sorted(order).toList();
  }

  /** The cases that stand for themselves. */
  public Stream<Case> standingCases() {
    return cases.stream().filter(told -> told.mergedInto() == null);
  }

  /** The findings that these cases list, by id. */
  public Map<String, Finding> findingsOf(Collection<Case> some) {
    Set<String> ids = new HashSet<>();
    some.forEach(told -> ids.addAll(told.findings()));
    Map<String, Finding> byId = new HashMap<>();
    findings.stream()
        .map(FindingState::finding)
        .filter(finding -> ids.contains(finding.id()))
        .forEach(finding -> byId.put(finding.id(), finding));
    return byId;
  }
}
