package dev.gatehouse.core.cases;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Finding;
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
import java.util.stream.Collectors;
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

  /** Detections named in a title. */
  private static final int NAMED_MAX = 3;

  /** The worst case first: by chance within severity, then by time. */
  public static final Comparator<Case> WORST_FIRST =
      Comparator.comparing(Case::confidence)
          .thenComparing(Case::severity)
          .thenComparingDouble(Case::chance)
          .reversed()
          .thenComparing(Case::start)
          .thenComparing(Case::id);

  private final Map<String, About> about;
  private final Weigh weigh;
  private final JoinSignals joinSignals;
  private final Urgency urgency;

  /**
   * @param about the detections by id
   * @param estate what explains findings: planned changes, suppressions, tiers
   */
  public BuildCases(Map<String, About> about, Estate estate) {
    this.about = Map.copyOf(about);
    this.weigh = new Weigh(estate);
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
    List<Weight> imported = signals.stream().map(Weigh::of).toList();
    weights.addAll(imported);
    List<Finding> open = findings.stream().filter(f -> !weigh.isSuppressed(f)).toList();
    // Suppressed findings support others; alone they are nobody's case.
    double chance = open.isEmpty() ? 0 : Weigh.together(weights);
    Confidence confidence = Weigh.word(chance);
    return new Case(
        group.id(),
        group.revision(),
        title(findings),
        severity(open),
        confidence,
        chance,
        urgency.of(findings),
        distinct(findings.stream().map(Finding::origin)),
        distinct(findings.stream().flatMap(BuildCases::accounts)),
        findings.stream().map(Finding::start).min(Instant::compareTo).orElseThrow(),
        findings.stream().map(Finding::end).max(Instant::compareTo).orElseThrow(),
        raised(findings, imported, confidence),
        findings.stream().map(Finding::id).toList(),
        group.findingCount(),
        findings.stream().filter(weigh::isSuppressed).map(Finding::id).toList(),
        evidence(findings),
        Story.of(findings, signals),
        attack(findings),
        distinct(findings.stream().flatMap(BuildCases::roles)),
        checkFirst(findings, weights),
        weights,
        group.mergedInto());
  }

  /** The moment from which on the findings raised by then were enough for this confidence. */
  private Instant raised(List<Finding> findings, List<Weight> imported, Confidence confidence) {
    List<Weight> so = new ArrayList<>(imported);
    boolean isOpen = false;
    for (Finding finding : findings) {
      so.add(weigh.of(finding));
      isOpen |= !weigh.isSuppressed(finding);
      Confidence now = Weigh.word(isOpen ? Weigh.together(so) : 0);
      if (now.compareTo(confidence) >= 0) {
        return finding.raised();
      }
    }
    return findings.get(findings.size() - 1).raised();
  }

  private static Severity severity(List<Finding> open) {
    return open.stream().map(Finding::severity).max(Severity::compareTo).orElse(Severity.LOW);
  }

  private String title(List<Finding> findings) {
    List<String> who = distinct(findings.stream().map(Behind::of));
    List<String> acts =
        findings.stream()
            .sorted(Comparator.comparing(Finding::severity).reversed())
            .map(Finding::detector)
            .distinct()
            .limit(NAMED_MAX)
            .toList();
    String what =
        findings.stream()
            .map(Finding::detector)
            .distinct()
            .filter(acts::contains)
            .map(id -> lower(title(id)))
            .collect(Collectors.joining(", then "));
    long accounts = findings.stream().flatMap(BuildCases::accounts).distinct().count();
    return who.get(0)
        + ": "
        + what
        + (who.size() > 1 ? "; then as " + who.get(1) : "")
        + (who.size() > 2 ? " and " + (who.size() - 2) + " more" : "")
        + (accounts > 1 ? "; in " + accounts + " accounts" : "");
  }

  private String title(String detector) {
    About page = about.get(detector);
    return page == null ? detector : page.title();
  }

  /** As it stands inside a sentence; abbreviations keep their letters. */
  private static String lower(String title) {
    return title.length() > 1 && Character.isLowerCase(title.charAt(1))
        ? Character.toLowerCase(title.charAt(0)) + title.substring(1)
        : title;
  }

  private static Stream<String> accounts(Finding finding) {
    Stream<String> sender = Behind.sender(finding.lineage()).map(Cause::by).stream();
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

  /** The first step of the runbook of each of the strongest signs. */
  private List<String> checkFirst(List<Finding> findings, List<Weight> weights) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < findings.size(); i++) {
      order.add(i);
    }
    order.sort(
        Comparator.comparingDouble((Integer i) -> weights.get(i).chance())
            .reversed()
            .thenComparing(i -> i));
    return order.stream()
        .map(i -> about.get(findings.get(i).detector()))
        .filter(page -> page != null && !page.runbook().isEmpty())
        .map(page -> page.runbook().get(0))
        .distinct()
        .limit(STEPS_MAX)
        .toList();
  }

  private static List<String> distinct(Stream<String> words) {
    return words.distinct().toList();
  }
}
