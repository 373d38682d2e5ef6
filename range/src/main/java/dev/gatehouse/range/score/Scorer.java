package dev.gatehouse.range.score;

import dev.gatehouse.range.score.Scorecard.CampaignScore;
import dev.gatehouse.range.score.Scorecard.DetectorScore;
import dev.gatehouse.range.score.Scorecard.LookAlikeScore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Holds findings against the truth.
 *
 * <p>A finding counts for an attack if at least a tenth of its evidence is labelled with it;
 * otherwise it is false, and false on a look-alike if a tenth of its evidence is labelled with
 * that. Of several revisions of one finding the last one counts.
 *
 * <p>A case is about the attacks that its findings count for, from the moment on at which it and
 * the first of those were known; where its findings are not given, its own evidence is held against
 * the truth in the same way. One that another took up counts for nothing itself.
 */
public final class Scorer {
  private final Truth truth;
  private final Map<String, List<ScoredItem>> byRun = new TreeMap<>();
  private final Map<String, int[]> byDetector = new TreeMap<>();
  private final Map<String, Set<String>> lookAlikeDetectors = new TreeMap<>();
  private final Map<String, Integer> byLookAlike = new TreeMap<>();
  private final Map<String, Integer> falseByDay = new TreeMap<>();
  private int findings;
  private int falseFindings;
  private final List<CaseScorer.Held> cases = new ArrayList<>();
  private int mergedCases;

  private Scorer(Truth truth) {
    this.truth = truth;
  }

  /**
   * Scores.
   *
   * @param truthFolder {@code truth/} of a generated range
   * @param findings files of JSON lines of findings, of cases, or of both
   * @param lineage JSON lines of lineage; null for none
   * @throws IllegalArgumentException if a file is missing or a line cannot be understood
   */
  public static Scorecard score(Path truthFolder, List<Path> findings, @Nullable Path lineage)
      throws IOException {
    Scorer scorer = new Scorer(Truth.read(truthFolder));
    Map<String, ScoredItem> latest = new LinkedHashMap<>();
    for (Path file : findings) {
      Truth.lines(
          file,
          line -> {
            ScoredItem claim = ScoredItem.of(line);
            if (claim == null) {
              latest.remove(Truth.text(line, "id"));
            } else {
              latest.put(claim.id(), claim);
            }
          });
    }
    scorer.take(latest);
    return scorer.card(
        lineage == null
            ? null
            : LineageScorer.score(truthFolder.resolve("lineage.jsonl"), lineage));
  }

  private void take(Map<String, ScoredItem> claims) {
    for (ScoredItem claim : claims.values()) {
      if (claim.isMerged()) {
        mergedCases++;
      } else if (claim.isCase()) {
        Map<String, Instant> runs = runs(claim, claims);
        runs.forEach((run, time) -> count(run, claim.at(time)));
        cases.add(new CaseScorer.Held(claim, runs));
      } else {
        Set<String> runs = truth.attacksIn(claim.evidence());
        runs.forEach(run -> count(run, claim));
        count(claim, runs.isEmpty());
      }
    }
  }

  private void count(String run, ScoredItem claim) {
    byRun.computeIfAbsent(run, key -> new ArrayList<>()).add(claim);
  }

  /** The campaign runs that a case is about, each with the time from which on it was. */
  private Map<String, Instant> runs(ScoredItem told, Map<String, ScoredItem> claims) {
    Map<String, Instant> runs = new TreeMap<>();
    boolean isKnown = false;
    for (String id : told.findings()) {
      ScoredItem finding = claims.get(id);
      if (finding != null) {
        isKnown = true;
        Instant time = finding.raised().isAfter(told.raised()) ? finding.raised() : told.raised();
        truth.attacksIn(finding.evidence()).forEach(run -> runs.merge(run, time, Scorer::earlier));
      }
    }
    if (!isKnown) {
      truth.attacksIn(told.evidence()).forEach(run -> runs.put(run, told.raised()));
    }
    return runs;
  }

  private void count(ScoredItem claim, boolean wrong) {
    findings++;
    int[] counts = byDetector.computeIfAbsent(claim.detector(), key -> new int[3]);
    counts[0]++;
    if (!wrong) {
      return;
    }
    falseFindings++;
    counts[1]++;
    falseByDay.merge(claim.raised().toString().substring(0, 10), 1, Integer::sum);
    Set<String> fooled = truth.lookAlikesIn(claim.evidence());
    if (!fooled.isEmpty()) {
      counts[2]++;
    }
    for (String run : fooled) {
      byLookAlike.merge(run, 1, Integer::sum);
      lookAlikeDetectors.computeIfAbsent(run, key -> new TreeSet<>()).add(claim.detector());
    }
  }

  private Scorecard card(Scorecard.@Nullable LineageScore lineage) {
    List<CampaignScore> campaigns = new ArrayList<>();
    for (Truth.Run run : truth.runs()) {
      campaigns.add(campaign(run, byRun.getOrDefault(run.id(), List.of())));
    }
    List<DetectorScore> detectors = new ArrayList<>();
    byDetector.forEach((name, n) -> detectors.add(new DetectorScore(name, n[0], n[1], n[2])));
    List<LookAlikeScore> lookAlikes = new ArrayList<>();
    for (String run : truth.lookAlikeRuns()) {
      lookAlikes.add(
          new LookAlikeScore(
              run,
              byLookAlike.getOrDefault(run, 0),
              List.copyOf(lookAlikeDetectors.getOrDefault(run, Set.of()))));
    }
    return new Scorecard(
        lineage,
        findings,
        falseFindings,
        truth.seed(),
        truth.days(),
        truth.identities(),
        campaigns,
        detectors,
        lookAlikes,
        falseByDay,
        cases.isEmpty() ? null : CaseScorer.score(truth, cases, mergedCases, campaigns));
  }

  private CampaignScore campaign(Truth.Run run, List<ScoredItem> claims) {
    Set<String> stages = new TreeSet<>();
    Set<String> detectors = new TreeSet<>();
    Instant first = null;
    Instant high = null;
    int found = 0;
    for (ScoredItem claim : claims) {
      if (!claim.isCase()) {
        found++;
        detectors.add(claim.detector());
        first = earlier(first, claim.raised());
      }
      if (claim.isHigh() && claim.isCase() == !cases.isEmpty()) {
        high = earlier(high, claim.raised());
      }
      for (String id : claim.evidence()) {
        Truth.Marked marked = truth.attacks().get(id);
        if (marked != null && marked.run().equals(run.id())) {
          stages.add(marked.stage());
        }
      }
    }
    return new CampaignScore(
        run.id(),
        run.campaign(),
        run.variant(),
        found,
        run.stages().size(),
        stages.size(),
        events(run, first),
        minutes(run, first),
        events(run, high),
        minutes(run, high),
        List.copyOf(detectors));
  }

  private @Nullable Integer events(Truth.Run run, @Nullable Instant until) {
    if (until == null) {
      return null;
    }
    int count = 0;
    for (Instant time : truth.times().getOrDefault(run.id(), List.of())) {
      if (time.isAfter(until)) {
        break;
      }
      count++;
    }
    return count;
  }

  private static @Nullable Long minutes(Truth.Run run, @Nullable Instant until) {
    return until == null
        ? null
        : Math.max(0, (Duration.between(run.start(), until).toSeconds() + 59) / 60);
  }

  private static Instant earlier(@Nullable Instant one, Instant other) {
    return one == null || other.isBefore(one) ? other : one;
  }
}
