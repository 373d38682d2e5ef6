package dev.gatehouse.app.range;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people read of a score, complete. */
class ScoreCommandTest {
  private static final String FINDING =
      """
      {"id": "f1", "detector": "off-hours", "confidence": "low", "raised": "2026-03-03T10:00:00Z", "evidence": ["a1"]}\
      """;
  private static final String TRUE_CASE =
      """
      {"id": "case-f1", "confidence": "high", "raised": "2026-03-03T10:02:00Z", "findings": ["f1"], "evidence": ["a1", "a2"]}\
      """;
  private static final String FALSE_CASE =
      """
      {"id": "case-f2", "confidence": "medium", "raised": "2026-03-04T10:00:00Z", "findings": ["f2"], "evidence": ["n1"]}\
      """;
  private static final String MERGED =
      """
      {"id": "case-f3", "confidence": "high", "raised": "2026-03-03T10:00:00Z", "findings": ["f3"], "evidence": ["a1"], "mergedInto": "case-f1"}\
      """;

  private static final String CASE_TABLES =
      """
      Part of a case of high confidence: 1 of 1 loud campaigns, 0 of 1 quiet ones; half of all within 2 attacker events, and within 2 minutes.
      Cases: 2, and 1 more that others took up. False ones a week:

      CONFIDENCE  CASES  FALSE  FALSE A WEEK
      high            1      0  0.00
      medium          1      1  0.50
      low             0      0  0.00

      CAMPAIGN     CASES  STAGES  EV. HIGH  MIN. HIGH  SUREST CASE
      theft/loud       1     2/2         2          2  high
      theft/quiet      0     0/1         –          –  in no case

      LOOK-ALIKE   HIGH  MEDIUM  LOW
      traveller/1     0       1  0
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeTruth() throws IOException {
    write("range.json", "{\"days\": 14, \"identities\": 100}");
    write(
        "campaigns.json",
        """
        [
          {"id": "theft/loud", "campaign": "theft", "variant": "loud", "start": "2026-03-03T10:00:00Z",
           "end": "2026-03-03T10:02:00Z", "stages": [{"name": "in"}, {"name": "out"}]},
          {"id": "theft/quiet", "campaign": "theft", "variant": "quiet",
           "start": "2026-03-05T10:00:00Z", "end": "2026-03-05T10:00:00Z", "stages": [{"name": "in"}]}
        ]
        """);
    write(
        "labels.jsonl",
        """
        {"eventID": "a1", "eventTime": "2026-03-03T10:00:00Z", "campaign": "theft/loud", "stage": "in"}
        {"eventID": "a2", "eventTime": "2026-03-03T10:02:00Z", "campaign": "theft/loud", "stage": "out"}
        {"eventID": "b1", "eventTime": "2026-03-05T10:00:00Z", "campaign": "theft/quiet", "stage": "in"}
        """);
    write("lookalikes.json", "[{\"id\": \"traveller/1\"}]");
    write("lookalikes.jsonl", "{\"eventID\": \"n1\", \"lookAlike\": \"traveller/1\"}");
  }

  @Test
  void casesAloneSaySo() throws IOException {
    Path cases = write("cases.jsonl", TRUE_CASE, FALSE_CASE, MERGED);
    assertThat(score(cases))
        .isEqualTo(
            "Cases alone were given; findings were not, and are not scored.\n\n" + CASE_TABLES);
  }

  @Test
  void findingsAndCasesAreScoredSideBySide() throws IOException {
    Path cases = write("cases.jsonl", TRUE_CASE, FALSE_CASE, MERGED);
    assertThat(score(write("findings.jsonl", FINDING), cases))
        .isEqualTo(
            """
            Recall: 1 of 1 loud campaigns, 0 of 1 quiet ones.
            False: 0 of 1 findings, 0.00 a day for each 1,000 identities (100 identities, 14 days).

            CAMPAIGN     FINDINGS  STAGES  EVENTS  MINUTES  MIN. HIGH  DETECTIONS
            theft/loud          1     2/2       1        0          2  off-hours
            theft/quiet         0     0/1       –        –          –  not found

            DETECTION  FINDINGS  FALSE  SHARE  LOOK-ALIKE  FALSE A DAY, 1,000 IDENTITIES
            off-hours         1      0    0 %           0  0.000

            LOOK-ALIKE   FINDINGS  DETECTIONS
            traveller/1         0

            DAY  FALSE FINDINGS

            """
                + CASE_TABLES);
  }

  private String score(Path... files) {
    String[] arguments = new String[4 + files.length];
    arguments[0] = "range";
    arguments[1] = "score";
    arguments[2] = "--truth";
    arguments[3] = folder.toString();
    for (int i = 0; i < files.length; i++) {
      arguments[4 + i] = files[i].toString();
    }
    Invocation run = Invocation.of(arguments);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out();
  }

  private Path write(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }
}
