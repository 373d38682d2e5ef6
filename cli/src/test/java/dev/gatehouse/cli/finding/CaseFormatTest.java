package dev.gatehouse.cli.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.cases.BuildCases;
import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.output.finding.CaseJson;
import dev.gatehouse.output.finding.CaseOcsf;
import dev.gatehouse.output.finding.Detected;
import dev.gatehouse.output.finding.Tally;
import dev.gatehouse.output.page.HtmlReport;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.trail.merge.TrailCounts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each format of one case. */
class CaseFormatTest {
  private static final Detected DETECTED = detected();
  private static final Case CASE = DETECTED.cases().iterator().next();

  private static Detected detected() {
    return casesOf(List.of(finding()));
  }

  private static Finding finding() {
    return FindingFormatTest.detected("ListBuckets").findings().iterator().next().finding();
  }

  private static Detected casesOf(List<Finding> findings) {
    Detected found = FindingFormatTest.detected("ListBuckets");
    Instant last = Instant.parse("2026-01-31T16:00:00Z");
    TrailCounts read =
        new TrailCounts(
            1,
            10,
            2,
            Map.of(),
            Map.of(),
            0,
            0,
            0,
            0,
            Map.of("123456789012", new TrailCounts.Range(last, last, 2)));
    return new Detected(
        findings.stream()
            .map(finding -> new FindingState(finding, 1, FindingState.State.SETTLED))
            .toList(),
        told -> true,
        Map.of(),
        new BuildCases(Map.of(), Estate.EMPTY).of(findings),
        Map.of(),
        found.records(),
        new Tally(read, found.tally().judged()),
        found.names());
  }

  /** One finding of each category, as sure as can be. */
  private static List<Finding> everythingAtOnce() {
    Finding f = finding();
    return Stream.of(SignalCategory.values())
        .map(
            category ->
                new Finding(
                    "f-" + category.word(),
                    f.detector(),
                    category,
                    f.headline(),
                    Severity.CRITICAL,
                    Confidence.HIGH,
                    f.identity(),
                    f.origin(),
                    f.account(),
                    f.raised(),
                    f.records(),
                    f.lineage(),
                    f.why(),
                    f.attack()))
        .toList();
  }

  private static Map<String, Object> json() {
    return Json.object(FindingFormatTest.written(new CaseJson(), DETECTED));
  }

  @Test
  void jsonHasWhatAPageShows() {
    assertThat(json())
        .containsEntry("shortId", CASE.shortId())
        .containsEntry("title", CASE.title())
        .containsEntry("shortTitle", CASE.shortTitle())
        .containsEntry("sessionCount", 1)
        .containsEntry("asOf", "2026-01-31T16:00:00Z")
        .containsEntry("relatedCaseCount", 0)
        .containsKeys("actors", "accountNames", "summary", "acts", "places", "relatedCases");
    Map<?, ?> session = only("sessions");
    assertThat(session).hasSize(20);
    assertThat(session.get("id")).isEqualTo("ASIAEXAMPLEDEPLOY001");
    assertThat(session.get("parent")).isNull();
    assertThat(session.get("expiresAt")).isEqualTo("2026-01-31T16:44:10Z");
    assertThat(session.get("tie")).isEqualTo("inferred");
    Map<?, ?> live = only("live");
    assertThat(live.get("until")).isEqualTo("2026-01-31T16:44:10Z");
    assertThat(live.get("untilDeleted")).isEqualTo(false);
  }

  private static Map<?, ?> only(String field) {
    List<?> list = (List<?>) Objects.requireNonNull(json().get(field));
    assertThat(list).hasSize(1);
    return (Map<?, ?>) list.get(0);
  }

  @Test
  void noFormatCallsAnythingCertain() {
    Detected detected = casesOf(everythingAtOnce());
    assertThat(Json.object(FindingFormatTest.written(new CaseJson(), detected)))
        .containsEntry("chance", 0.999);
    assertThat(Json.object(FindingFormatTest.written(new CaseOcsf(), detected)))
        .containsEntry("confidence_score", 99);
    assertThat(FindingFormatTest.written((d, out) -> out.print(HtmlReport.of(d)), detected))
        .contains("99.9 of 100 on a scale, which is not a probability")
        .doesNotContain("100 %");
  }

  @Test
  void theTableTellsTheShortId() {
    assertThat(FindingFormatTest.print(new CaseTable(100, "AWSLogs"), DETECTED))
        .contains(CASE.shortId() + "  " + CASE.id())
        .contains("Do first: Revoke the sessions of cross-account-deploy @");
  }
}
