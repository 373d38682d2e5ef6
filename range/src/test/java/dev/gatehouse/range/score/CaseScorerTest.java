package dev.gatehouse.range.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases held against a truth small enough to count by hand: three runs, two look-alikes. */
class CaseScorerTest {
  @TempDir Path folder;

  @BeforeEach
  void writeTruth() throws IOException {
    write("range.json", "{\"days\": 14, \"identities\": 100}");
    write(
        "campaigns.json",
        """
        [
          {"id": "theft/loud", "campaign": "theft", "variant": "loud", "start": "2026-03-03T10:00:00Z",
           "end": "2026-03-03T10:03:00Z", "stages": [{"name": "in"}, {"name": "out"}]},
          {"id": "theft/quiet", "campaign": "theft", "variant": "quiet",
           "start": "2026-03-05T10:00:00Z", "end": "2026-03-05T12:00:00Z", "stages": [{"name": "in"}]},
          {"id": "door/loud", "campaign": "door", "variant": "loud", "start": "2026-03-07T10:00:00Z",
           "end": "2026-03-07T10:00:00Z", "stages": [{"name": "in"}]}
        ]
        """);
    write(
        "labels.jsonl",
        """
        {"eventID": "a1", "eventTime": "2026-03-03T10:00:00Z", "campaign": "theft/loud", "stage": "in"}
        {"eventID": "a2", "eventTime": "2026-03-03T10:01:00Z", "campaign": "theft/loud", "stage": "in"}
        {"eventID": "a3", "eventTime": "2026-03-03T10:02:00Z", "campaign": "theft/loud", "stage": "out"}
        {"eventID": "a4", "eventTime": "2026-03-03T10:03:00Z", "campaign": "theft/loud", "stage": "out"}
        {"eventID": "b1", "eventTime": "2026-03-05T10:00:00Z", "campaign": "theft/quiet", "stage": "in"}
        {"eventID": "b2", "eventTime": "2026-03-05T12:00:00Z", "campaign": "theft/quiet", "stage": "in"}
        {"eventID": "c1", "eventTime": "2026-03-07T10:00:00Z", "campaign": "door/loud", "stage": "in"}
        """);
    write("lookalikes.json", "[{\"id\": \"traveller/1\"}, {\"id\": \"drill/1\"}]");
    write(
        "lookalikes.jsonl",
        """
        {"eventID": "n1", "eventTime": "2026-03-04T10:00:00Z", "lookAlike": "traveller/1"}
        {"eventID": "n2", "eventTime": "2026-03-04T10:01:00Z", "lookAlike": "traveller/1"}
        """);
  }

  @Test
  void casesAreCountedByConfidenceAndAMergedOneForNothing() throws IOException {
    Path cases =
        write(
            "cases.jsonl",
            // Two of three records are the loud theft's; so they are at the third attacker event.
            one("first", "high", "2026-03-03T10:02:00Z", null, "a2", "a3", "x1"),
            // One record of eleven is less than a tenth: false, and on the traveller.
            one(
                "second",
                "high",
                "2026-03-04T10:00:00Z",
                null,
                "a1",
                "n1",
                "n2",
                "x2",
                "x3",
                "x4",
                "x5",
                "x6",
                "x7",
                "x8",
                "x9"),
            one("third", "medium", "2026-03-05T10:00:00Z", null, "b1"),
            one("fourth", "high", "2026-03-05T12:00:00Z", null, "b1", "b2"),
            one("fifth", "medium", "2026-03-06T10:00:00Z", null, "x10"),
            one("sixth", "low", "2026-03-06T10:00:00Z", null, "n1"),
            one("seventh", "high", "2026-03-07T10:00:00Z", "case-sixth", "c1"));
    Scorecard card = Scorer.score(folder, List.of(cases), null);
    assertThat(json(card))
        .isEqualTo(
            Json.object(
                """
                {
                  "cases": 6, "merged": 1,
                  "recall": {"loud": {"high": 1, "any": 1, "runs": 2},
                             "quiet": {"high": 1, "any": 1, "runs": 1}},
                  "high": {"cases": 3, "false": 1, "falsePerWeek": 0.5},
                  "medium": {"cases": 2, "false": 1, "falsePerWeek": 0.5},
                  "low": {"cases": 1, "false": 1, "falsePerWeek": 0.5},
                  "medianEventsUntilHighConfidence": 3,
                  "medianMinutesUntilHighConfidence": 120,
                  "campaigns": [
                    {"run": "theft/loud", "cases": 1, "confidence": "high"},
                    {"run": "theft/quiet", "cases": 2, "confidence": "high"},
                    {"run": "door/loud", "cases": 0, "confidence": null}
                  ],
                  "lookAlikes": [
                    {"run": "traveller/1", "high": 1, "medium": 0, "low": 1},
                    {"run": "drill/1", "high": 0, "medium": 0, "low": 0}
                  ]
                }
                """));
    assertThat(card.findings()).isZero();
  }

  @Test
  void aCampaignThatNeverGetsSoFarCountsInTheMedian() throws IOException {
    Path cases =
        write("cases.jsonl", one("first", "high", "2026-03-03T10:02:00Z", null, "a2", "a3"));
    assertThat(json(Scorer.score(folder, List.of(cases), null)))
        .containsEntry("medianEventsUntilHighConfidence", null)
        .containsEntry("medianMinutesUntilHighConfidence", null);
  }

  @Test
  void findingsAndCasesMayComeInTwoFiles() throws IOException {
    Path findings =
        write(
            "findings.jsonl",
            """
            {"id": "f1", "detector": "d", "confidence": "high", "raised": "2026-03-03T10:00:00Z", "evidence": ["a1"]}
            {"id": "f2", "detector": "d", "confidence": "low", "raised": "2026-03-04T10:00:00Z", "evidence": ["x"]}
            """);
    Path cases =
        write("cases.jsonl", one("first", "high", "2026-03-03T10:02:00Z", null, "a2", "a3"));
    Scorecard card = Scorer.score(folder, List.of(findings, cases), null);
    assertThat(card.findings()).isEqualTo(2);
    assertThat(card.falseFindings()).isEqualTo(1);
    assertThat(card.campaigns().get(0))
        .isEqualTo(
            new Scorecard.CampaignScore(
                "theft/loud", "theft", "loud", 1, 2, 2, 1, 0L, 3, 2L, List.of("d")));
    assertThat(json(card)).containsEntry("cases", 1);
  }

  private static Map<String, @Nullable Object> json(Scorecard card) {
    // Read back, so that numbers have one type.
    String text = JsonWriter.line(Objects.requireNonNull(card.cases()).json());
    return Json.object(text);
  }

  private static String one(
      String id, String confidence, String raised, @Nullable String into, String... evidence) {
    return """
        {"id": "case-%s", "confidence": "%s", "raised": "%s", "findings": ["f"], "evidence": ["%s"]%s}"""
        .formatted(
            id,
            confidence,
            raised,
            String.join("\", \"", evidence),
            into == null ? "" : ", \"mergedInto\": \"" + into + "\"");
  }

  private Path write(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }
}
