package dev.gatehouse.range.score;

import static dev.gatehouse.policy.json.JsonWriter.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.range.ProgressListener;
import dev.gatehouse.range.RangeGenerator;
import dev.gatehouse.range.RangeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The score can be perfect, and it can fail. */
class ScorerTest {
  @TempDir static Path folder;
  static Path truth;

  @BeforeAll
  static void generate() throws IOException {
    RangeGenerator.generate(
        RangeOptions.of(11, 10, 8, 800), folder.resolve("range"), ProgressListener.SILENT);
    truth = folder.resolve("range/truth");
  }

  @Test
  void findingsMadeOfTheTruthScoreFully() throws IOException {
    Scorecard card = Scorer.score(truth, List.of(write("full", perfect())), null);
    assertThat(card.campaignsFound("loud")).isEqualTo(card.campaignsOf("loud")).isEqualTo(26);
    assertThat(card.campaignsFound("quiet")).isEqualTo(card.campaignsOf("quiet")).isEqualTo(26);
    assertThat(card.falseFindings()).isZero();
    assertThat(card.campaigns())
        .allSatisfy(c -> assertThat(c.stagesFound()).isEqualTo(c.stages()))
        .allSatisfy(c -> assertThat(c.eventsUntilFirst()).isPositive())
        .allSatisfy(c -> assertThat(c.minutesUntilHigh()).isEqualTo(c.minutesUntilFirst()));
  }

  @Test
  void mutatedFindingsScoreWorse() throws IOException {
    List<Map<String, Object>> findings = perfect();
    Scorecard before = Scorer.score(truth, List.of(write("before", findings)), null);
    // Those of loud runs lose their evidence, those of quiet ones come late.
    for (Map<String, Object> finding : findings) {
      if (String.valueOf(finding.get("id")).contains("/loud")) {
        finding.put("evidence", List.of("00000000-0000-4000-8000-000000000000"));
      } else {
        finding.put("raised", "2026-03-09T23:00:00Z");
      }
    }
    Scorecard after = Scorer.score(truth, List.of(write("after", findings)), null);
    assertThat(after.campaignsFound("loud") + after.campaignsFound("quiet"))
        .isLessThan(before.campaignsFound("loud") + before.campaignsFound("quiet"));
    assertThat(after.falseFindings()).isGreaterThan(before.falseFindings());
    assertThat(minutes(after)).isGreaterThan(minutes(before));
  }

  @Test
  void aTenthOfTheEvidenceIsEnoughAndLessIsNot() throws IOException {
    String labelled = Files.readAllLines(truth.resolve("labels.jsonl")).get(0);
    String id = Json.text(labelled, "eventID");
    Map<String, Object> ten = finding("ten", evidence(id, 9));
    Map<String, Object> eleven = finding("eleven", evidence(id, 10));
    Scorecard card = Scorer.score(truth, List.of(write("tenth", List.of(ten, eleven))), null);
    assertThat(card.findings()).isEqualTo(2);
    assertThat(card.falseFindings()).isEqualTo(1);
    assertThat(card.campaigns().stream().mapToInt(Scorecard.CampaignScore::found).sum())
        .isEqualTo(1);
  }

  @Test
  void findingsOnLookAlikesAreFalseAndNamed() throws IOException {
    String line = Files.readAllLines(truth.resolve("lookalikes.jsonl")).get(0);
    Scorecard card =
        Scorer.score(
            truth, List.of(write("fooled", List.of(finding("f", List.of(id(line)))))), null);
    String run = Json.text(line, "lookAlike");
    assertThat(card.detectors().get(0).onLookAlikes()).isEqualTo(1);
    assertThat(card.lookAlikes())
        .filteredOn(l -> l.run().equals(run))
        .singleElement()
        .satisfies(l -> assertThat(l.findings()).isEqualTo(1));
    assertThat(card.falseByDay()).containsValue(1);
  }

  @Test
  void theLastRevisionCountsAndAWithdrawnFindingDoesNot() throws IOException {
    Map<String, Object> first = finding("one", List.of("x"));
    Map<String, Object> second = finding("one", List.of("y"));
    Map<String, Object> gone = finding("two", List.of("z"));
    Map<String, Object> withdrawn = finding("two", List.of("z"));
    withdrawn.put("state", "withdrawn");
    Scorecard card =
        Scorer.score(
            truth, List.of(write("revised", List.of(first, second, gone, withdrawn))), null);
    assertThat(card.findings()).isEqualTo(1);
  }

  @Test
  void theTruthItselfIsRightLineage() throws IOException {
    Scorecard.LineageScore score = lineage(truth.resolve("lineage.jsonl"));
    assertThat(score.wrong() + score.missing() + score.unresolved()).isZero();
    assertThat(score.right()).isGreaterThan(2000);
    assertThat(score.rightlyUnresolved()).isPositive();
  }

  @Test
  void wrongLineageIsCounted() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(truth.resolve("lineage.jsonl")));
    int changed = 0;
    int dropped = 0;
    List<String> mutated = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Map<String, Object> line = new LinkedHashMap<>(Json.object(lines.get(i)));
      if (i % 100 == 0) {
        line.put("origin", "arn:aws:iam::123456789012:user/somebody-else");
        changed++;
      } else if (i % 100 == 1) {
        dropped++;
        continue;
      }
      mutated.add(JsonWriter.line(line));
    }
    Path file = folder.resolve("mutated-lineage.jsonl");
    Files.write(file, mutated);
    Scorecard.LineageScore score = lineage(file);
    assertThat(score.wrong()).isEqualTo(changed);
    assertThat(score.missing()).isEqualTo(dropped);
  }

  @Test
  void aFolderWithoutTruthIsRefused() {
    assertThatThrownBy(() -> Scorer.score(folder.resolve("nothing"), List.of(), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing");
  }

  private static Scorecard.LineageScore lineage(Path file) throws IOException {
    return java.util.Objects.requireNonNull(Scorer.score(truth, List.of(), file).lineage());
  }

  /** One finding for each stage of each run, raised with the last event of the stage. */
  private static List<Map<String, Object>> perfect() throws IOException {
    Map<String, Map<String, Object>> byStage = new LinkedHashMap<>();
    for (String line : Files.readAllLines(truth.resolve("labels.jsonl"))) {
      String stage = Json.text(line, "campaign") + "#" + Json.text(line, "stage");
      Map<String, Object> finding =
          byStage.computeIfAbsent(stage, key -> finding(key, new ArrayList<>()));
      evidence(finding).add(id(line));
      finding.put("raised", Json.text(line, "eventTime"));
    }
    return new ArrayList<>(byStage.values());
  }

  @SuppressWarnings("unchecked")
  private static List<String> evidence(Map<String, Object> finding) {
    return (List<String>) finding.get("evidence");
  }

  private static List<String> evidence(String labelled, int others) {
    List<String> ids = new ArrayList<>(List.of(labelled));
    for (int i = 0; i < others; i++) {
      ids.add("other-" + i);
    }
    return ids;
  }

  private static Map<String, Object> finding(String id, List<String> evidence) {
    return object(
        "id", id,
        "detector", "some-detector",
        "confidence", "high",
        "raised", "2026-03-05T10:00:00Z",
        "evidence", evidence);
  }

  private static String id(String line) {
    return java.util.Objects.requireNonNull(Json.text(line, "eventID"));
  }

  private static long minutes(Scorecard card) {
    return card.campaigns().stream()
        .filter(c -> c.minutesUntilFirst() != null)
        .mapToLong(Scorecard.CampaignScore::minutesUntilFirst)
        .sum();
  }

  private static Path write(String name, List<Map<String, Object>> findings) throws IOException {
    Path file = folder.resolve(name + ".jsonl");
    Files.write(file, findings.stream().map(JsonWriter::line).toList());
    return file;
  }
}
