package dev.gatehouse.core.cases;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.signal.ImportedSignal;
import dev.gatehouse.policy.aws.Arn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Findings in, cases out: what hangs together is told as one story. A pure function of the set of
 * findings and the estate.
 */
public final class BuildCases {
  /** Event ids cited by one case; each finding's own list is complete as far as it goes. */
  static final int EVIDENCE_MAX = 500;

  /** Steps asked of whoever opens the case. */
  private static final int STEPS_MAX = 5;

  /** The worst case first: by chance within severity, then by time. */
  public static final Comparator<Case> WORST_FIRST =
      Comparator.comparing(Case::confidence)
          .thenComparing(Case::severity)
          .thenComparingDouble(Case::chance)
          .reversed()
          .thenComparing(Case::start)
          .thenComparing(Case::id);

  private final Map<String, About> about;
  private final CaseScore weigh;
  private final Estate estate;
  private final Names names;
  private final FirstSteps firstSteps;
  private final JoinSignals joinSignals;
  private final Urgency urgency;

  /**
   * @param about the detections by id
   * @param estate what explains findings: planned changes, suppressions, tiers
   */
  public BuildCases(Map<String, About> about, Estate estate) {
    this.about = Map.copyOf(about);
    this.weigh = new CaseScore(estate);
    this.estate = estate;
    this.names = Names.of(estate);
    this.firstSteps = new FirstSteps(estate);
    this.urgency = new Urgency(estate);
    this.joinSignals = new JoinSignals(estate);
  }

  /** All cases in the order in which they began; those that were merged into others too. */
  public List<Case> of(Collection<Finding> findings) {
    return GroupFindings.of(findings, CaseBounds.DEFAULT).stream().map(this::build).toList();
  }

  /** The case that one group of findings is: a pure function of the group and the estate. */
  Case build(FindingGroup group) {
    List<Finding> findings = group.findings();
    List<Weight> weights = new ArrayList<>(findings.stream().map(weigh::of).toList());
    List<ImportedSignal> signals = joinSignals.of(findings);
    List<Weight> imported = signals.stream().map(CaseScore::of).toList();
    weights.addAll(imported);
    List<Finding> open = findings.stream().filter(f -> !weigh.isSuppressed(f)).toList();
    // Suppressed findings support others; alone they are nobody's case.
    double chance = open.isEmpty() ? 0 : CaseScore.together(weights);
    Confidence confidence = CaseScore.word(chance);
    List<String> accounts = distinct(findings.stream().flatMap(BuildCases::accounts));
    List<String> reached = distinct(findings.stream().flatMap(BuildCases::roles));
    Instant start = findings.stream().map(Finding::start).min(Instant::compareTo).orElseThrow();
    Instant end = findings.stream().map(Finding::end).max(Instant::compareTo).orElseThrow();
    CaseDetails details = CaseDetails.of(findings, accounts, reached, start, end, estate, names);
    CaseTitle title =
        new CaseTitle(
            open.isEmpty() ? findings : open, details.sessions(), details.places(), names, end);
    return new Case(
        group.id(),
        group.revision(),
        title.text(),
        title.shortText(),
        severity(open),
        confidence,
        chance,
        confidence == Confidence.LOW ? null : urgency.of(findings),
        distinct(findings.stream().map(Finding::origin)),
        accounts,
        start,
        end,
        raised(findings, imported, confidence),
        findings.stream().map(Finding::id).toList(),
        group.findingCount(),
        findings.stream().filter(weigh::isSuppressed).map(Finding::id).toList(),
        evidence(findings),
        Timeline.of(findings, signals, names),
        attack(findings),
        reached,
        checkFirst(findings, weights, details, end),
        weights,
        details,
        group.mergedInto());
  }

  /** The moment from which on the findings raised by then were enough for this confidence. */
  private Instant raised(List<Finding> findings, List<Weight> imported, Confidence confidence) {
    List<Weight> so = new ArrayList<>(imported);
    boolean isOpen = false;
    for (Finding finding : findings) {
      so.add(weigh.of(finding));
      isOpen |= !weigh.isSuppressed(finding);
      Confidence now = CaseScore.word(isOpen ? CaseScore.together(so) : 0);
      if (now.compareTo(confidence) >= 0) {
        return finding.raised();
      }
    }
    return findings.get(findings.size() - 1).raised();
  }

  private static Severity severity(List<Finding> open) {
    return open.stream().map(Finding::severity).max(Severity::compareTo).orElse(Severity.LOW);
  }

  private static Stream<String> accounts(Finding finding) {
    Stream<String> sender = CaseActor.sender(finding.lineage()).map(Cause::by).stream();
    return Stream.concat(
        Stream.concat(sender, roles(finding))
            .map(Arn::account)
            .filter(account -> !account.isEmpty()),
        finding.account().equals("unknown") ? Stream.of() : Stream.of(finding.account()));
  }

  private static Stream<String> roles(Finding finding) {
    List<String> roles = new ArrayList<>();
    List<Hop> hops = finding.lineage().hops();
    for (int i = hops.size() - 1; i >= 0; i--) {
      roles.add(hops.get(i).roleArn());
    }
    return roles.stream();
  }

  private static List<String> evidence(List<Finding> findings) {
    return distinct(findings.stream().flatMap(f -> f.evidence().stream())).stream()
        .limit(EVIDENCE_MAX)
        .toList();
  }

  private static List<Attack> attack(List<Finding> findings) {
    Set<Attack> attack = new LinkedHashSet<>();
    findings.forEach(finding -> attack.addAll(finding.attack()));
    return List.copyOf(attack);
  }

  /** The cut, whom to ask, and the first step of the runbook of each of the strongest signs. */
  private List<String> checkFirst(
      List<Finding> findings, List<Weight> weights, CaseDetails details, Instant end) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < findings.size(); i++) {
      order.add(i);
    }
    order.sort(
        Comparator.comparingDouble((Integer i) -> weights.get(i).chance())
            .reversed()
            .thenComparing(i -> i));
    Stream<String> runbooks =
        order.stream()
            .map(i -> about.get(findings.get(i).detector()))
            .filter(page -> page != null && !page.runbook().isEmpty())
            .map(page -> page.runbook().get(0))
            .distinct()
            .limit(STEPS_MAX);
    return Stream.concat(firstSteps.of(details, end).stream(), runbooks).toList();
  }

  private static List<String> distinct(Stream<String> words) {
    return words.distinct().toList();
  }
}
