package dev.gatehouse.cli.budget;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a team can take, over the days of a trail.
 *
 * @param what is counted: {@code cases} or {@code findings}
 * @param days that the trail covers, at least one
 * @param mediumPerDay most of medium severity a day, on average
 * @param highPerDay most of high severity or more a day, on average
 */
record TuneBudget(String what, double days, double mediumPerDay, double highPerDay) {
  double mediumMax() {
    return mediumPerDay * days;
  }

  double highMax() {
    return highPerDay * days;
  }

  boolean holds(Load load) {
    return load.medium() <= mediumMax() && load.high() <= highMax();
  }

  /** Before, after, and what is over budget still. */
  List<String> lines(Tuned tuned) {
    List<String> lines = new ArrayList<>();
    Load before = tuned.loadBefore();
    Load after = tuned.loadAfter();
    lines.add(line("High", before.high(), after.high(), highPerDay));
    lines.add(line("Medium", before.medium(), after.medium(), mediumPerDay));
    if (after.high() > highMax()) {
      lines.add(over("high", tuned.after(), f -> f.severity().compareTo(Severity.HIGH) >= 0));
    }
    if (after.medium() > mediumMax()) {
      lines.add(over("medium", tuned.after(), f -> f.severity() == Severity.MEDIUM));
    }
    return lines;
  }

  private String line(String level, long before, long after, double most) {
    return String.format(
        Locale.ROOT,
        "%s %s a day over %.1f days: %.2f before, %.2f now; budget %.2f.",
        level,
        what,
        days,
        before / days,
        after / days,
        most);
  }

  /** Thresholds end here: what is left is for somebody to decide, or to mend at its root. */
  private static String over(String level, List<Finding> left, Predicate<Finding> isLevel) {
    Map<String, Long> counts = new TreeMap<>();
    left.stream().filter(isLevel).forEach(f -> counts.merge(f.detector(), 1L, Long::sum));
    return "The budget of "
        + level
        + " cannot be reached by thresholds; what is left tells of acts, not of odds: "
        + counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "))
        + ". Mend their cause, suppress what is approved, or set `mode: shadow`.";
  }
}
