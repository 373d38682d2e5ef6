package dev.gatehouse.range.score;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.core.finding.Confidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The score of a set of cases.
 *
 * @param cases that stand for themselves
 * @param merged further ones that another took up
 * @param weeks length of the window
 * @param levels the surest first
 * @param campaigns every run, in the order of the truth
 * @param eventsUntilHigh attacker events within which at least half of all campaigns were part of a
 *     case of high confidence; null if fewer ever were
 * @param minutesUntilHigh the same in minutes from a campaign's first event
 */
public record CaseScore(
    int cases,
    int merged,
    double weeks,
    List<Level> levels,
    List<Campaign> campaigns,
    @Nullable Integer eventsUntilHigh,
    @Nullable Long minutesUntilHigh,
    List<LookAlike> lookAlikes) {

  /** The cases of one confidence, and how many of them are false. */
  public record Level(Confidence confidence, int cases, int wrong) {}

  /**
   * One campaign run.
   *
   * @param cases that it is part of
   * @param confidence of the surest of them; null if there is none
   */
  public record Campaign(String run, String variant, int cases, @Nullable Confidence confidence) {}

  /** One look-alike and the cases that it got into. */
  public record LookAlike(String run, int high, int medium, int low) {}

  /** The cases of a confidence. */
  Level level(Confidence confidence) {
    return levels.stream().filter(l -> l.confidence() == confidence).findFirst().orElseThrow();
  }

  /** False cases of a confidence a week. */
  public double falsePerWeek(Confidence confidence) {
    return weeks == 0 ? 0 : level(confidence).wrong() / weeks;
  }

  /** Runs of a variant that are part of a case of at least a confidence. */
  public long campaignsIn(String variant, Confidence least) {
    return campaigns.stream()
        .filter(c -> c.variant().equals(variant))
        .filter(c -> c.confidence() != null && c.confidence().compareTo(least) >= 0)
        .count();
  }

  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json =
        object(
            "cases",
            cases,
            "merged",
            merged,
            "recall",
            object("loud", recall("loud"), "quiet", recall("quiet")));
    for (Level level : levels) {
      json.put(
          level.confidence().word(),
          object(
              "cases", level.cases(),
              "false", level.wrong(),
              "falsePerWeek", falsePerWeek(level.confidence())));
    }
    json.put("medianEventsUntilHighConfidence", eventsUntilHigh);
    json.put("medianMinutesUntilHighConfidence", minutesUntilHigh);
    List<Map<String, @Nullable Object>> runs = new ArrayList<>();
    for (Campaign c : campaigns) {
      Confidence surest = c.confidence();
      runs.add(
          object(
              "run", c.run(),
              "cases", c.cases(),
              "confidence", surest == null ? null : surest.word()));
    }
    json.put("campaigns", runs);
    List<Map<String, @Nullable Object>> fooled = new ArrayList<>();
    for (LookAlike l : lookAlikes) {
      fooled.add(object("run", l.run(), "high", l.high(), "medium", l.medium(), "low", l.low()));
    }
    json.put("lookAlikes", fooled);
    return json;
  }

  private Map<String, @Nullable Object> recall(String variant) {
    return object(
        "high", campaignsIn(variant, Confidence.HIGH),
        "any", campaignsIn(variant, Confidence.LOW),
        "runs", campaigns.stream().filter(c -> c.variant().equals(variant)).count());
  }
}
