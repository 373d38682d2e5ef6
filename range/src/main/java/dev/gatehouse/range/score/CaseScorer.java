package dev.gatehouse.range.score;

import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.range.score.CaseScore.Campaign;
import dev.gatehouse.range.score.CaseScore.Level;
import dev.gatehouse.range.score.CaseScore.LookAlike;
import dev.gatehouse.range.score.Scorecard.CampaignScore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds cases against the truth. */
final class CaseScorer {
  private static final List<Confidence> SUREST_FIRST =
      List.of(Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW);

  private final Map<Confidence, int[]> levels = new EnumMap<>(Confidence.class);
  private final Map<String, Map<Confidence, Integer>> byRun = new HashMap<>();
  private final Map<String, Map<Confidence, Integer>> byLookAlike = new HashMap<>();

  private CaseScorer() {}

  /**
   * A case.
   *
   * @param runs campaign runs that it is about, each with the time from which on it was
   */
  record Held(ScoredItem claim, Map<String, Instant> runs) {}

  /**
   * Scores.
   *
   * @param cases those that stand for themselves
   * @param merged how many others there are
   * @param campaigns every run with what it took until the first case of high confidence
   */
  static CaseScore score(Truth truth, List<Held> cases, int merged, List<CampaignScore> campaigns) {
    CaseScorer scorer = new CaseScorer();
    cases.forEach(each -> scorer.take(truth, each));
    return new CaseScore(
        cases.size(),
        merged,
        truth.days() / 7.0,
        SUREST_FIRST.stream().map(scorer::level).toList(),
        campaigns.stream().map(scorer::campaign).toList(),
        median(campaigns, CampaignScore::eventsUntilHigh),
        median(campaigns, CampaignScore::minutesUntilHigh),
        truth.lookAlikeRuns().stream().map(scorer::lookAlike).toList());
  }

  private void take(Truth truth, Held held) {
    ScoredItem each = held.claim();
    int[] level = levels.computeIfAbsent(each.confidence(), key -> new int[2]);
    level[0]++;
    if (held.runs().isEmpty()) {
      level[1]++;
    }
    held.runs().keySet().forEach(run -> count(byRun, run, each.confidence()));
    truth.lookAlikesIn(each.evidence()).forEach(run -> count(byLookAlike, run, each.confidence()));
  }

  private static void count(
      Map<String, Map<Confidence, Integer>> counts, String run, Confidence confidence) {
    counts
        .computeIfAbsent(run, key -> new EnumMap<>(Confidence.class))
        .merge(confidence, 1, Integer::sum);
  }

  private Level level(Confidence confidence) {
    int[] counts = levels.getOrDefault(confidence, new int[2]);
    return new Level(confidence, counts[0], counts[1]);
  }

  private Campaign campaign(CampaignScore campaign) {
    Map<Confidence, Integer> counts = byRun.getOrDefault(campaign.run(), Map.of());
    return new Campaign(
        campaign.run(),
        campaign.variant(),
        counts.values().stream().mapToInt(Integer::intValue).sum(),
        SUREST_FIRST.stream().filter(counts::containsKey).findFirst().orElse(null));
  }

  private LookAlike lookAlike(String run) {
    Map<Confidence, Integer> counts = byLookAlike.getOrDefault(run, Map.of());
    return new LookAlike(
        run,
        counts.getOrDefault(Confidence.HIGH, 0),
        counts.getOrDefault(Confidence.MEDIUM, 0),
        counts.getOrDefault(Confidence.LOW, 0));
  }

  /** What half of all reach; null if fewer than half have a value at all. */
  private static <N extends Comparable<N>> @Nullable N median(
      List<CampaignScore> campaigns, Function<CampaignScore, @Nullable N> value) {
    List<N> values =
        new ArrayList<>(campaigns.stream().map(value).flatMap(Stream::ofNullable).toList());
    values.sort(null);
    int half = (campaigns.size() + 1) / 2;
    return half == 0 || values.size() < half ? null : values.get(half - 1);
  }
}
