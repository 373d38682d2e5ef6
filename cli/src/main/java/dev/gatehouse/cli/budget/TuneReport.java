package dev.gatehouse.cli.budget;

import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Table.Cell;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Likelihood;
import dev.gatehouse.core.pipeline.DetectionPolicy;
import dev.gatehouse.core.pipeline.FindingPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What was cut and what is left, for people. */
final class TuneReport {
  private static final int EXAMPLES_MAX = 2;

  private final Tuned tuned;
  private final FindingPolicy policy;
  private final TuneBudget budget;
  private final Terminal terminal;

  TuneReport(Tuned tuned, FindingPolicy policy, TuneBudget budget, Terminal terminal) {
    this.tuned = tuned;
    this.policy = policy;
    this.budget = budget;
    this.terminal = terminal;
  }

  void print() {
    Table table =
        new Table()
            .column("DETECTION", 32)
            .column("NATURE", 11)
            .number("HIGH")
            .number("NOW")
            .number("MEDIUM")
            .number("NOW")
            .column("TOLD IF AT LEAST", Integer.MAX_VALUE);
    Map<String, List<Integer>> byDetection = byDetection();
    byDetection.forEach((id, at) -> row(table, id, at));
    if (!byDetection.isEmpty()) {
      table.print(terminal.out(), terminal.columns(), terminal.paint());
      terminal.out().println();
    }
    budget.lines(tuned).forEach(terminal.out()::println);
    terminal.out().println();
  }

  /** Where the findings of each detection stand that has any of medium severity or more. */
  private Map<String, List<Integer>> byDetection() {
    Map<String, List<Integer>> byDetection = new TreeMap<>();
    for (int i = 0; i < tuned.before().size(); i++) {
      byDetection.computeIfAbsent(tuned.before().get(i).detector(), id -> new ArrayList<>()).add(i);
    }
    byDetection.values().removeIf(at -> load(tuned.before(), at).equals(new Load(0, 0)));
    return byDetection;
  }

  private static Load load(List<Finding> findings, List<Integer> at) {
    return Load.ofFindings(at.stream().map(findings::get).toList());
  }

  private void row(Table table, String id, List<Integer> at) {
    Load before = load(tuned.before(), at);
    Load after = load(tuned.after(), at);
    DetectionPolicy tunedTo = tuned.policies().getOrDefault(id, DetectionPolicy.USUAL);
    table.row(
        Cell.of(id),
        Cell.of(policy.natures().containsKey(id) ? policy.natures().get(id).word() : "-"),
        number(before.high()),
        number(after.high()),
        number(before.medium()),
        number(after.medium()),
        Cell.of(thresholds(tunedTo)));
    at.stream()
        .filter(i -> tuned.before().get(i).severity() != tuned.after().get(i).severity())
        .sorted(
            Comparator.comparingDouble((Integer i) -> tuned.before().get(i).bits().orElse(0))
                .reversed()
                .thenComparing(i -> tuned.before().get(i).id()))
        .limit(EXAMPLES_MAX)
        .forEach(i -> table.under(Cell.of(example(i), terminal.paint()::faint)));
  }

  private String example(int i) {
    Finding before = tuned.before().get(i);
    return "now "
        + tuned.after().get(i).severity().word()
        + ", "
        + Likelihood.words(before.bits().orElse(0))
        + ": "
        + before.title()
        + " ("
        + before.id()
        + ")";
  }

  private static String thresholds(DetectionPolicy policy) {
    List<String> words = new ArrayList<>();
    if (policy.highFromBits() > 0) {
      words.add("high: " + Likelihood.words(policy.highFromBits()));
    }
    if (policy.mediumFromBits() > 0) {
      words.add("medium: " + Likelihood.words(policy.mediumFromBits()));
    }
    return words.isEmpty() ? "-" : String.join("; ", words);
  }

  private static Cell number(long n) {
    return Cell.of(String.format(Locale.ROOT, "%,d", n));
  }
}
