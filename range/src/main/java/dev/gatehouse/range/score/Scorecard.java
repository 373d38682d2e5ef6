package dev.gatehouse.range.score;

import static dev.gatehouse.policy.json.JsonWriter.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The score of a set of findings, and of lineage if it was given.
 *
 * @param findings scored, withdrawn ones left out
 * @param falseFindings those with less than a tenth of their evidence in an attack
 * @param seed of the range
 * @param days length of the window
 * @param identities different origins that acted in it
 * @param falseByDay by UTC day of {@code raised}, days without any left out
 * @param cases null if no cases were given
 */
public record Scorecard(
    @Nullable LineageScore lineage,
    int findings,
    int falseFindings,
    long seed,
    int days,
    int identities,
    List<CampaignScore> campaigns,
    List<DetectorScore> detectors,
    List<LookAlikeScore> lookAlikes,
    Map<String, Integer> falseByDay,
    @Nullable CaseScore cases) {

  /**
   * One campaign run.
   *
   * @param found how many findings point at it
   * @param stagesFound stages with at least one event in such a finding
   * @param eventsUntilFirst attacker events up to the moment the first finding was raised; null if
   *     there was none
   * @param minutesUntilFirst from the first attacker event; null if there was none
   * @param minutesUntilHigh until the first case of high confidence, or finding where no cases were
   *     given; null if there was none
   */
  public record CampaignScore(
      String run,
      String campaign,
      String variant,
      int found,
      int stages,
      int stagesFound,
      @Nullable Integer eventsUntilFirst,
      @Nullable Long minutesUntilFirst,
      @Nullable Integer eventsUntilHigh,
      @Nullable Long minutesUntilHigh,
      List<String> detectors) {}

  /** One detection: all its findings, the false ones, and those on look-alikes among them. */
  public record DetectorScore(String detector, int findings, int wrong, int onLookAlikes) {
    /** Share of false findings. */
    public double wrongShare() {
      return findings == 0 ? 0 : (double) wrong / findings;
    }
  }

  /** One look-alike and the findings that fell for it. */
  public record LookAlikeScore(String run, int findings, List<String> detectors) {}

  /**
   * Lineage of events made with temporary credentials.
   *
   * @param right origin, depth and every hop as they were
   * @param rightlyUnresolved not resolvable from the records, and said to be
   * @param unresolved resolvable, but given up
   * @param wrong something else is claimed
   * @param missing no line at all
   */
  public record LineageScore(
      long right, long rightlyUnresolved, long unresolved, long wrong, long missing) {
    /** Events that could be resolved and were, as a share. */
    public double resolvedShare() {
      long resolvable = right + unresolved + wrong + missing;
      return resolvable == 0 ? 1 : (double) right / resolvable;
    }
  }

  /** False findings a day for each thousand identities. */
  public double falsePerThousandIdentitiesDay(int wrong) {
    return identities == 0 || days == 0 ? 0 : wrong * 1000.0 / identities / days;
  }

  /** Runs that at least one finding points at. */
  public long campaignsFound(String variant) {
    return campaigns.stream().filter(c -> c.variant().equals(variant) && c.found() > 0).count();
  }

  /** Runs of a variant. */
  public long campaignsOf(String variant) {
    return campaigns.stream().filter(c -> c.variant().equals(variant)).count();
  }

  /** The score as a JSON tree. */
  public Map<String, @Nullable Object> json() {
    List<Map<String, @Nullable Object>> campaignList = new ArrayList<>();
    for (CampaignScore c : campaigns) {
      campaignList.add(
          object(
              "run", c.run,
              "campaign", c.campaign,
              "variant", c.variant,
              "findings", c.found,
              "stages", c.stages,
              "stagesFound", c.stagesFound,
              "eventsUntilFirstFinding", c.eventsUntilFirst,
              "minutesUntilFirstFinding", c.minutesUntilFirst,
              "eventsUntilHighConfidence", c.eventsUntilHigh,
              "minutesUntilHighConfidence", c.minutesUntilHigh,
              "detectors", c.detectors));
    }
    List<Map<String, @Nullable Object>> detectorList = new ArrayList<>();
    for (DetectorScore d : detectors) {
      detectorList.add(
          object(
              "detector", d.detector,
              "findings", d.findings,
              "false", d.wrong,
              "falseShare", d.wrongShare(),
              "falseOnLookAlikes", d.onLookAlikes,
              "falsePerThousandIdentitiesDay", falsePerThousandIdentitiesDay(d.wrong)));
    }
    List<Map<String, @Nullable Object>> lookAlikeList = new ArrayList<>();
    for (LookAlikeScore l : lookAlikes) {
      lookAlikeList.add(object("run", l.run, "findings", l.findings, "detectors", l.detectors));
    }
    Map<String, @Nullable Object> byDay = object();
    falseByDay.forEach(byDay::put);
    return object(
        "lineage",
        lineage == null
            ? null
            : object(
                "right", lineage.right,
                "rightlyUnresolved", lineage.rightlyUnresolved,
                "unresolved", lineage.unresolved,
                "wrong", lineage.wrong,
                "missing", lineage.missing),
        "findings",
        findings,
        "falseFindings",
        falseFindings,
        "falsePerThousandIdentitiesDay",
        falsePerThousandIdentitiesDay(falseFindings),
        "seed",
        seed,
        "days",
        days,
        "identities",
        identities,
        "recall",
        object(
            "loud", object("found", campaignsFound("loud"), "runs", campaignsOf("loud")),
            "quiet", object("found", campaignsFound("quiet"), "runs", campaignsOf("quiet"))),
        "campaigns",
        campaignList,
        "detectors",
        detectorList,
        "lookAlikes",
        lookAlikeList,
        "falseByDay",
        byDay,
        "cases",
        cases == null ? null : cases.json());
  }
}
