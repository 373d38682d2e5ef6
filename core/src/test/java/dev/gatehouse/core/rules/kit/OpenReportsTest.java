package dev.gatehouse.core.rules.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.lineage.Activities;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.Detections;
import dev.gatehouse.core.rules.GoldenCase;
import dev.gatehouse.core.rules.kit.OpenReports.Report;
import dev.gatehouse.core.stage.Codec;
import dev.gatehouse.estate.Estate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenReportsTest {
  private static final About ABOUT = Detections.all(Estate.EMPTY).get(0).about();
  private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
  private static final Window HOUR = Window.hour(NINE);

  /** One call a minute, from nine on. */
  private static List<Activity> calls = List.of();

  @BeforeAll
  static void call(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("story.jsonl"),
        "{\"user\":\"ann\",\"at\":\"2026-03-02T09:00:00Z\",\"times\":60,\"everySeconds\":60,"
            + "\"calls\":[\"s3:ListBuckets\"]}\n");
    List<Activity> all = new ArrayList<>(Activities.of(new GoldenCase(folder).events()).values());
    all.sort(Comparator.comparing((Activity call) -> call.event().time()));
    calls = all;
  }

  @Test
  void addsRecordsToTheFindingOfTheirWindow() {
    OpenReports open = OpenReports.NONE;
    for (int i = 0; i < 3; i++) {
      open = open.with(open.draft(ABOUT, HOUR, "ann").gravest(match(Severity.LOW), calls.get(i)));
    }
    assertThat(open.reports()).hasSize(1);
    Finding finding = open.reports().get(0).finding();
    assertThat(finding.evidence()).isEqualTo(ids(0, 3));
    assertThat(finding.start()).isEqualTo(NINE);
    assertThat(finding.end()).isEqualTo(NINE.plusSeconds(120));
    assertThat(finding.raised()).isEqualTo(NINE);
  }

  @Test
  void tellsSubjectsAndWindowsApart() {
    OpenReports open = OpenReports.NONE;
    open = open.with(open.draft(ABOUT, HOUR, "ann").gravest(match(Severity.LOW), calls.get(0)));
    assertThat(open.draft(ABOUT, HOUR, "ann").open()).isNotNull();
    assertThat(open.draft(ABOUT, HOUR, "bob").open()).isNull();
    assertThat(open.draft(ABOUT, Window.hour(HOUR.end()), "ann").open()).isNull();
  }

  @Test
  void takesTheWordsOfTheGravestRecordAndOfEqualOnesTheFirst() {
    Severity[] severities = {Severity.LOW, Severity.HIGH, Severity.MEDIUM, Severity.HIGH};
    OpenReports open = OpenReports.NONE;
    for (int i = 0; i < severities.length; i++) {
      Match match = match("call " + i, severities[i]);
      open = open.with(open.draft(ABOUT, HOUR, "ann").gravest(match, calls.get(i)));
    }
    Finding finding = open.reports().get(0).finding();
    assertThat(finding.severity()).isEqualTo(Severity.HIGH);
    assertThat(finding.title()).contains("call 1");
    assertThat(finding.raised()).isEqualTo(NINE);
    assertThat(finding.evidenceCount()).isEqualTo(4);
  }

  @Test
  void takesTheWordsOfTheNewestRecordWhereAsked() {
    OpenReports open = OpenReports.NONE;
    open =
        open.with(open.draft(ABOUT, HOUR, "ann").newest(match("one", Severity.HIGH), calls.get(0)));
    open =
        open.with(open.draft(ABOUT, HOUR, "ann").newest(match("two", Severity.LOW), calls.get(1)));
    Finding finding = open.reports().get(0).finding();
    assertThat(finding.title()).contains("two");
    assertThat(finding.severity()).isEqualTo(Severity.LOW);
    assertThat(finding.raised()).isEqualTo(NINE);
    assertThat(finding.evidence()).isEqualTo(ids(0, 2));
  }

  @Test
  void beginsWithWhatLedToIt() {
    Evidence before = Evidence.NONE.and("cause", NINE.minusSeconds(60));
    OpenReports open = OpenReports.NONE;
    for (int i = 0; i < 2; i++) {
      open =
          open.with(
              open.draft(ABOUT, HOUR, "ann")
                  .after(before)
                  .gravest(match(Severity.LOW), calls.get(i)));
    }
    Finding finding = open.reports().get(0).finding();
    assertThat(finding.evidence())
        .containsExactly("cause", calls.get(0).event().id(), calls.get(1).event().id());
    assertThat(finding.start()).isEqualTo(NINE.minusSeconds(60));
  }

  @Test
  void closesAtTheEndOfTheWindow() {
    Report report =
        OpenReports.NONE.draft(ABOUT, HOUR, "ann").gravest(match(Severity.LOW), calls.get(0));
    OpenReports open = OpenReports.NONE.with(report);
    assertThat(open.at(HOUR.end().minusNanos(1))).isEqualTo(open);
    assertThat(open.at(HOUR.end())).isEqualTo(OpenReports.NONE);
    assertThat(open.end()).isEqualTo(HOUR.end());
    assertThat(report.out(NINE).closes()).isEqualTo(HOUR.end().minusNanos(1));
  }

  @Test
  void forgetsTheReportWhoseLastRecordIsOldest() {
    OpenReports open = OpenReports.NONE;
    for (int i = 0; i <= OpenReports.MAX; i++) {
      int call = Math.max(1, i); // the first two at one moment
      open =
          open.with(
              open.draft(ABOUT, HOUR, "who" + i).gravest(match(Severity.LOW), calls.get(call)));
    }
    assertThat(open.reports()).hasSize(OpenReports.MAX);
    Finding zero =
        OpenReports.NONE
            .draft(ABOUT, HOUR, "who0")
            .newest(match(Severity.LOW), calls.get(1))
            .finding();
    Finding one =
        OpenReports.NONE
            .draft(ABOUT, HOUR, "who1")
            .newest(match(Severity.LOW), calls.get(1))
            .finding();
    boolean zeroFirst = zero.id().compareTo(one.id()) < 0;
    assertThat(open.finding(zero.id()) == null)
        .as("of equally old ones the least id")
        .isEqualTo(zeroFirst);
    assertThat(open.finding(one.id()) == null).isEqualTo(!zeroFirst);
  }

  @Test
  void isTheSameAfterASaveAndARestore() throws IOException {
    OpenReports open = OpenReports.NONE;
    for (int i = 0; i < 45; i++) {
      open =
          open.with(
              open.draft(ABOUT, HOUR, i % 2 == 0 ? "ann" : "bob")
                  .gravest(match(Severity.LOW), calls.get(i)));
    }
    Codec codec = Codec.of(OpenReports.class);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    codec.write(new DataOutputStream(bytes), open);
    assertThat(codec.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
        .isEqualTo(open);
  }

  private static Match match(Severity severity) {
    return match("call", severity);
  }

  private static Match match(String title, Severity severity) {
    return new Match("thing", Headline.of(title), severity, Confidence.HIGH, List.of());
  }

  private static List<String> ids(int from, int to) {
    return calls.subList(from, to).stream().map(call -> call.event().id()).toList();
  }
}
