package dev.gatehouse.core.cases;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.inventory.AnalyzerFinding;
import dev.gatehouse.estate.signal.ImportedSignal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the signals of other products that speak of the same credential at any time, or of the same
 * identity or machine within {@link GroupFindings#QUIET} of the case.
 */
final class JoinSignals {
  /** That a role is open to outsiders says little by itself. */
  private static final double OPEN_TO_OUTSIDE = 0.15;

  private final List<ImportedSignal> signals;

  JoinSignals(Estate estate) {
    List<ImportedSignal> all = new ArrayList<>(estate.signals());
    estate.inventory().analyzerFindings().stream()
        .filter(finding -> !finding.status().equals("RESOLVED"))
        .forEach(finding -> all.add(standing(finding)));
    this.signals = List.copyOf(all);
  }

  /** What Access Analyzer says of a resource holds as long as it stands. */
  private static ImportedSignal standing(AnalyzerFinding finding) {
    return new ImportedSignal(
        finding.id(),
        ImportedSignal.Source.ACCESS_ANALYZER,
        finding.kind(),
        finding.resource()
            + " is open to "
            + (Boolean.TRUE.equals(finding.isPublic())
                ? "everyone"
                : String.join(", ", new TreeSet<>(finding.principal().values()))),
        finding.account(),
        null,
        finding.resource(),
        null,
        Instant.MIN,
        Instant.MAX,
        OPEN_TO_OUTSIDE,
        finding.status().equals("ARCHIVED"));
  }

  /** The signals that join these findings, in the order of their begin. */
  List<ImportedSignal> of(List<Finding> findings) {
    if (signals.isEmpty()) {
      return List.of();
    }
    return signals.stream()
        .filter(signal -> findings.stream().anyMatch(finding -> joins(signal, finding)))
        .sorted(Comparator.comparing(ImportedSignal::start).thenComparing(ImportedSignal::id))
        .toList();
  }

  private static boolean joins(ImportedSignal signal, Finding finding) {
    String key = signal.accessKeyId();
    if (key != null
        && finding.lineage().hops().stream().anyMatch(hop -> key.equals(hop.accessKeyId()))) {
      return true;
    }
    boolean near =
        !signal.start().isAfter(finding.end().plus(GroupFindings.QUIET))
            && !signal.end().isBefore(finding.start().minus(GroupFindings.QUIET));
    return near && (sameIdentity(signal, finding) || sameWorkload(signal.workload(), finding));
  }

  private static boolean sameIdentity(ImportedSignal signal, Finding finding) {
    String name = signal.identity();
    return name != null
        && actors(finding).stream()
            .anyMatch(
                actor ->
                    actor.equals(name)
                        || (actor.endsWith("/" + name)
                            && (signal.account() == null
                                || actor.contains(":" + signal.account() + ":"))));
  }

  private static boolean sameWorkload(@Nullable String workload, Finding finding) {
    String own = finding.lineage().workload();
    return workload != null
        && own != null
        && (own.equals(workload) || own.endsWith("/" + workload));
  }

  private static Set<String> actors(Finding finding) {
    Set<String> actors = new LinkedHashSet<>();
    actors.add(finding.identity());
    actors.add(finding.origin());
    for (Hop hop : finding.lineage().hops()) {
      actors.add(hop.roleArn());
    }
    return actors;
  }
}
