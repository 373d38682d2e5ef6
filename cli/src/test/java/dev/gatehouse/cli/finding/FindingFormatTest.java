package dev.gatehouse.cli.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.core.cases.CaseBook;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.core.finding.Past;
import dev.gatehouse.core.finding.PeerCount;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.finding.Unit;
import dev.gatehouse.core.lineage.Gap;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.lineage.Join;
import dev.gatehouse.core.lineage.Lineage;
import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.core.pipeline.EmbeddedPipeline;
import dev.gatehouse.output.finding.Detected;
import dev.gatehouse.output.finding.FindingJson;
import dev.gatehouse.output.finding.FindingOcsf;
import dev.gatehouse.output.finding.FindingWriter;
import dev.gatehouse.output.finding.Tally;
import dev.gatehouse.output.lineage.EvidenceRecord;
import dev.gatehouse.output.page.HtmlReport;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.UserIdentity;
import dev.gatehouse.trail.merge.TrailCounts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each format of one finding, whole; and what hostile text becomes in it. */
class FindingFormatTest {
  private static final String HOSTILE =
      "\u001b[2J</code><script>alert(1)</script>\"'&\u202e<img src=x onerror=alert(1)>";
  private static final FindingWriter HTML = (detected, out) -> out.print(HtmlReport.of(detected));
  private static final Instant ISSUED = Instant.parse("2026-01-31T15:44:10Z");
  private static final Reason NETWORKS =
      Reason.of(
              Measure.of("networks-in-60-min", "networks in an hour"),
              Quantity.count(3),
              Quantity.atMost(Unit.COUNT, 1))
          .unlikely(12)
          .after(Past.of(20, ISSUED))
          .among(new PeerCount("deployers", 1, 9, 2, 40, 0));
  private static final Instant TIME = Instant.parse("2026-01-31T15:45:02Z");

  @Test
  void tableIsAsRecorded() throws IOException {
    assertThat(print(new FindingTable(100, "AWSLogs"), detected("ListBuckets")))
        .isEqualTo(golden("table.txt"));
  }

  @Test
  void jsonLinesAreAsRecorded() throws IOException {
    assertThat(written(new FindingJson(), detected("ListBuckets")))
        .isEqualTo(golden("finding.jsonl"));
  }

  @Test
  void ocsfIsAsRecorded() throws IOException {
    String text = written(new FindingOcsf(), detected("ListBuckets"));
    assertThat(text.replaceFirst("\"version\":\"0[^\"]*\"", "\"version\":\"V\""))
        .isEqualTo(golden("ocsf.jsonl"));
  }

  /** Required of class 2004 in OCSF 1.8, with the profile cloud. */
  @Test
  void ocsfHasWhatItsClassRequires() {
    Map<String, Object> event = Json.object(written(new FindingOcsf(), detected("ListBuckets")));
    assertThat(event)
        .containsEntry("class_uid", 2004)
        .containsEntry("category_uid", 2)
        .containsEntry("activity_id", 1)
        .containsEntry("type_uid", 2004 * 100 + 1)
        .containsEntry("severity_id", 4)
        .containsEntry("time", TIME.toEpochMilli());
    String text = written(new FindingOcsf(), detected("ListBuckets"));
    assertThat(Json.text(text, "metadata", "version")).isEqualTo("1.8.0");
    assertThat(Json.text(text, "metadata", "product", "name")).isEqualTo("Gatehouse");
    assertThat(Json.text(text, "cloud", "provider")).isEqualTo("AWS");
    assertThat(Json.text(text, "finding_info", "uid")).isEqualTo("session-off-origin-1");
    assertThat(Json.text(text, "finding_info", "analytic", "type_id")).isEqualTo("1");
    assertThat((List<?>) event.get("evidences"))
        .isNotEmpty()
        .allSatisfy(evidence -> assertThat(((Map<?, ?>) evidence).get("actor")).isNotNull());
  }

  @Test
  void htmlEscapesWhateverStandsInARecord() {
    String page = written(HTML, detected(HOSTILE));
    assertThat(page)
        .doesNotContain("<script", "<img", "\u001b", "\u202e")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "\\u202e");
  }

  @Test
  void htmlLoadsNothingAndRunsNothing() {
    String page = written(HTML, detected("ListBuckets"));
    assertThat(page)
        .contains("default-src &#39;none&#39;; style-src &#39;sha256-")
        .doesNotContain("http://", "https://", "src=", "url(", "@import", "style=\"", " on");
    assertThat(page).contains("cross-account-deploy @ 123456789012", "inferred 0.8");
  }

  @Test
  void tableKeepsHostileTextOnItsLine() {
    String table = print(new FindingTable(100, "AWSLogs"), detected(HOSTILE));
    assertThat(table).doesNotContain("\u001b", "\u202e").contains("\\u001b[2J");
  }

  /** What counts for nothing is shown only on request, and then never without its mark. */
  @Test
  void everyFormatMarksWhatIsInShadow() {
    Detected all = detected("ListBuckets");
    FindingState state = all.findings().iterator().next();
    Detected hidden = shadow(List.of(), all);
    String id = state.finding().id();
    assertThat(written(new FindingJson(), hidden)).isEmpty();
    assertThat(written(new FindingOcsf(), hidden)).isEmpty();
    assertThat(print(new FindingTable(100, "AWSLogs"), hidden))
        .doesNotContain(id)
        .contains("No findings.");
    assertThat(written(HTML, hidden)).doesNotContain(id);

    Detected shown = shadow(List.of(state), all);
    assertThat(Json.object(written(new FindingJson(), shown)))
        .containsEntry("id", id)
        .containsEntry("shadow", true);
    Map<String, Object> ocsf = Json.object(written(new FindingOcsf(), shown));
    assertThat(ocsf).containsEntry("is_alert", false);
    assertThat(((Map<?, ?>) ocsf.get("unmapped")).get("shadow")).isEqualTo(true);
    assertThat(print(new FindingTable(100, "AWSLogs"), shown))
        .contains(id, "In shadow: counts for nothing.", "0 findings and 1 in shadow");
    assertThat(written(HTML, shown))
        .contains(id, "no findings; 1 in shadow", "in shadow: counts for nothing");
    assertThat(written(new FindingJson(), all)).doesNotContain("shadow");
  }

  private static Detected shadow(List<FindingState> shown, Detected all) {
    return new Detected(
        shown,
        finding -> false,
        Map.of("session-off-origin", 1L),
        List.of(),
        Map.of(),
        Map.of(),
        all.tally(),
        all.names());
  }

  static String written(FindingWriter writer, Detected detected) {
    return print(FindingFormat.of(writer), detected);
  }

  static String print(FindingFormat format, Detected detected) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal terminal =
        Terminal.of(
            new ByteArrayInputStream(new byte[0]), out, new ByteArrayOutputStream(), Map.of());
    format.print(detected, terminal);
    terminal.out().flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String golden(String name) throws IOException {
    try (var file = FindingFormatTest.class.getResourceAsStream("/golden/" + name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static Detected detected(String eventName) {
    String role = "arn:aws:iam::123456789012:role/cross-account-deploy";
    String session = "arn:aws:sts::123456789012:assumed-role/cross-account-deploy/deploy-session";
    Hop hop =
        new Hop(
            role,
            session,
            "ASIAEXAMPLEDEPLOY001",
            "AssumeRole",
            "issue-1",
            ISSUED,
            ISSUED.plusSeconds(3600),
            "10.30.6.40",
            Join.SESSION_NAME,
            0.8);
    Lineage lineage =
        new Lineage(
            List.of(hop),
            "arn:aws:iam::111122223333:user/alice",
            OriginType.USER,
            null,
            null,
            "203.0.113.41",
            1,
            1,
            List.of(new Gap(Gap.Kind.AMBIGUOUS, "Two callers hold a session of this name.")),
            List.of());
    Finding finding =
        new Finding(
            "session-off-origin-1",
            "session-off-origin",
            SignalCategory.PLACE,
            new Headline("deploy-session called " + eventName + " from 203.0.113.41", List.of()),
            Severity.HIGH,
            Confidence.MEDIUM,
            role,
            "arn:aws:iam::111122223333:user/alice",
            "123456789012",
            TIME,
            Evidence.NONE.and("issue-1", ISSUED).and("use-1", TIME),
            lineage,
            List.of(NETWORKS),
            List.of(new Attack("T1550.001", "19")));
    TrailEvent event =
        new TrailEvent(
            "use-1",
            TIME,
            "s3.amazonaws.com",
            eventName,
            "AwsApiCall",
            UserIdentity.UNKNOWN,
            "us-east-1",
            "203.0.113.41",
            eventName,
            null,
            null,
            "123456789012",
            null,
            null,
            true,
            false,
            null,
            null,
            null,
            null,
            null);
    Tally tally =
        new Tally(
            new TrailCounts(1, 10, 2, Map.of(), Map.of(), 0, 0, 0, 0, Map.of()),
            new EmbeddedPipeline.Counts(
                2, 0, 0, 1, 1, Map.of(), Map.of(), Map.of(), CaseBook.Counts.NONE));
    String raw = "{\"eventID\":\"use-1\",\"userAgent\":\"</pre><script>alert(1)</script>\"}";
    return new Detected(
        List.of(new FindingState(finding, 2, FindingState.State.SETTLED)),
        told -> true,
        Map.of(),
        List.of(),
        Map.of(),
        Map.of("use-1", new EvidenceRecord(event, raw)),
        tally,
        Names.PLAIN);
  }
}
