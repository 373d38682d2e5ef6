package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.policy.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of the command line: names, keys, streams, exit codes. */
class GatehouseTest {
  @TempDir Path folder;

  @Test
  void detectsAndSaysOnStandardErrorWhatWasRead() {
    Invocation run = Invocation.of("detect", Invocation.EXAMPLE);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("session-off-origin", "role-chain-depth");
    assertThat(run.out()).doesNotContain("Records read");
    assertThat(run.err()).contains("read 13 records of 3 accounts", "linked to their origin");
  }

  @Test
  void printsFindingsAsJsonLinesWithTheKeysOfTheContract() {
    Invocation run = Invocation.of("detect", "--format", "jsonl", Invocation.EXAMPLE);
    assertThat(run.lines()).isNotEmpty();
    for (String line : run.lines()) {
      assertThat(Json.object(line))
          .containsKeys(
              "id",
              "revision",
              "state",
              "detector",
              "title",
              "severity",
              "confidence",
              "score",
              "identity",
              "origin",
              "account",
              "start",
              "end",
              "raised",
              "evidence",
              "evidenceCount",
              "lineage",
              "why",
              "attack");
      assertThat(Json.text(line, "raised")).endsWith("Z");
      assertThat(Json.text(line, "state")).isEqualTo("settled");
    }
  }

  @Test
  void resolvesAKeylessSessionToItsUserAndReportsTheOtherNetwork() {
    Invocation run = Invocation.of("detect", "--format", "jsonl", Invocation.EXAMPLE);
    assertThat(run.lines())
        .anySatisfy(
            line -> {
              assertThat(Json.text(line, "detector")).isEqualTo("session-off-origin");
              assertThat(Json.text(line, "raised")).isEqualTo("2026-01-31T15:45:02Z");
              assertThat(Json.text(line, "origin"))
                  .isEqualTo("arn:aws:iam::111122223333:user/alice");
            });
  }

  @Test
  void lineagePrintsOneLineAnEventWithExactlyTheKeysOfTheContract() {
    Invocation run = Invocation.of("lineage", "--format", "jsonl", Invocation.EXAMPLE);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.lines()).hasSize(9);
    for (String line : run.lines()) {
      Map<String, Object> event = Json.object(line);
      assertThat(event)
          .containsOnlyKeys(
              "eventID", "accessKeyId", "origin", "originType", "depth", "hops", "gaps");
      assertThat((List<?>) event.get("hops"))
          .isNotEmpty()
          .allSatisfy(
              hop ->
                  assertThat(((Map<?, ?>) hop).keySet().stream().map(Object::toString))
                      .containsExactly("roleArn", "accessKeyId", "issuedBy", "join", "confidence"));
      assertThat(event).containsEntry("origin", "arn:aws:iam::111122223333:user/alice");
    }
    assertThat(Json.object(run.lines().get(8))).containsEntry("depth", 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ASIAEXAMPLEDEPLOY001",
        "deploy-session",
        "arn:aws:sts::123456789012:assumed-role/cross-account-deploy/deploy-session",
        "00000000-0000-4000-8000-000000000005"
      })
  void tracesOneSessionByAnyOfItsNames(String id) {
    Invocation run = Invocation.of("trace", id, Invocation.EXAMPLE);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out())
        .containsSubsequence(
            "alice @ 111122223333",
            "AKIAEXAMPLEALICE0001",
            "cross-account-deploy @ 123456789012  ◀ asked for  ASIAEXAMPLEDEPLOY001",
            "1 × s3:ListBuckets  2026-01-31 15:45:02",
            "platform-admin @ 123456789012",
            "database-export @ 444455556666",
            "1 × rds:ModifyDBSnapshotAttribute");
    assertThat(run.out())
        .containsSubsequence("backup @ 123456789012", "AKIAEXAMPLEBACKUP001", "access-key-created");
  }

  @Test
  void explainPrintsTheArithmeticAndTheRecords() {
    Invocation found = Invocation.of("detect", "--format", "jsonl", Invocation.EXAMPLE);
    String id = Json.text(found.lines().get(0), "id");
    Invocation run = Invocation.of("explain", id, Invocation.EXAMPLE);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("observed", "ordinary", "\"eventName\": \"ListBuckets\"");
  }

  @Test
  void failsOnASeverityWhenAskedTo() {
    assertThat(Invocation.of("detect", "--fail-on", "medium", Invocation.EXAMPLE).exitCode())
        .isEqualTo(ExitCode.FOUND);
    assertThat(Invocation.of("detect", "--fail-on", "critical", Invocation.EXAMPLE).exitCode())
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void sinceMayBeASpanBackFromTheNewestRecord() {
    Invocation run =
        Invocation.of("lineage", "--format", "jsonl", "--since", "33m", Invocation.EXAMPLE);
    assertThat(run.lines()).hasSize(6);
    Invocation none =
        Invocation.of("detect", "--until", "2026-01-31T15:44:00Z", Invocation.EXAMPLE);
    assertThat(none.out()).isEqualToIgnoringNewLines("No findings.");
  }

  @Test
  void readsStandardInput() throws IOException {
    byte[] trail =
        Files.readAllBytes(
            Path.of(
                Invocation.EXAMPLE,
                "123456789012_CloudTrail_us-east-1_20260131T1625Z_Example12345678.json"));
    Invocation run = Invocation.of(Map.of(), trail, "detect", "--format", "jsonl", "-");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("access-key-for-another");
  }

  @Test
  void refusesWrongUsageInOneSentence() {
    assertRefused(ExitCode.USAGE, "did you mean `detect`?", "detcet");
    assertRefused(ExitCode.USAGE, "did you mean `--format`?", "detect", "--fromat", "html", "x");
    assertRefused(ExitCode.USAGE, "PATH", "detect");
    assertRefused(ExitCode.USAGE, "`soon` is not a time", "detect", "--since", "soon", "x");
    assertRefused(ExitCode.USAGE, "called `nobody`", "trace", "nobody", Invocation.EXAMPLE);
    assertRefused(ExitCode.USAGE, "no finding `nothing`", "explain", "nothing", Invocation.EXAMPLE);
    assertRefused(ExitCode.USAGE, "Name a command");
    assertRefused(
        ExitCode.USAGE,
        "`xml` is no value of `--format`; give one of table, jsonl, ocsf, sarif, csv, markdown, html",
        "detect",
        "--format",
        "xml",
        "x");
    assertRefused(
        ExitCode.USAGE,
        "`html` is no value of `--format`; give one of table, jsonl, dot",
        "estate",
        "graph",
        "--format",
        "html",
        "--estate",
        "x");
    assertRefused(ExitCode.USAGE, "`0` is not a whole number", "detect", "--threads", "0", "x");
    assertRefused(
        ExitCode.USAGE,
        "`soon` is not a day",
        "range",
        "generate",
        "--out",
        "x",
        "--start",
        "soon");
  }

  @Test
  void refusesToGenerateIntoAFolderThatHoldsSomething() throws IOException {
    Files.writeString(folder.resolve("mine"), "mine");
    assertThat(Invocation.of("demo", "--out", folder.toString()).exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertRefused(ExitCode.USAGE, "is not empty", "range", "generate", "--out", folder.toString());
  }

  @Test
  void aScoreNeedsFilesThatCanBeRead() throws IOException {
    String nowhere = folder.resolve("nowhere").toString();
    assertRefused(
        ExitCode.UNREADABLE, "There is no file", "range", "score", "--truth", nowhere, nowhere);
    Path labels = folder.resolve("labels.jsonl");
    Files.write(labels, new byte[] {(byte) 0xff, (byte) 0xfe});
    assertRefused(
        ExitCode.UNREADABLE, "JSON lines", "range", "score", "--truth", folder.toString(), nowhere);
  }

  @Test
  void saysWhenTheInputCannotBeReadAtAll() throws IOException {
    assertRefused(ExitCode.UNREADABLE, "no file or folder `nowhere`", "detect", "nowhere");
    Path noise = Files.writeString(folder.resolve("noise"), "\u0001\u0002 not json");
    assertRefused(ExitCode.UNREADABLE, "No record could be read", "detect", noise.toString());
    assertRefused(
        ExitCode.UNREADABLE,
        "is a file; give the folder",
        "detect",
        "--estate",
        noise.toString(),
        Invocation.EXAMPLE);
    assertRefused(ExitCode.UNREADABLE, "no digest", "trail", "verify", Invocation.EXAMPLE);
  }

  private static void assertRefused(int exitCode, String sentence, String... arguments) {
    Invocation run = Invocation.of(arguments);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("gatehouse: ").contains(sentence).doesNotContain("\tat ");
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void keepsWhatWasRejectedWithItsReason() throws IOException {
    Path trail = folder.resolve("trail.json");
    Files.writeString(
        trail,
        "{\"eventTime\":\"2026-01-31T10:00:00Z\",\"eventName\":\"ListBuckets\","
            + "\"eventSource\":\"s3.amazonaws.com\"}\n{\"eventTime\":\"never\","
            + "\"eventName\":\"ListBuckets\",\"eventSource\":\"s3.amazonaws.com\"}\n");
    Path rejects = folder.resolve("rejects.jsonl");
    Invocation run = Invocation.of("detect", "--rejects", rejects.toString(), trail.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.err()).contains("Rejected, what has no valid time");
    assertThat(Files.readAllLines(rejects))
        .singleElement()
        .satisfies(line -> assertThat(Json.text(line, "reason")).isEqualTo("BAD_TIME"));
  }

  @Test
  void endsQuietlyWhenTheReaderGoesAway() {
    Invocation run =
        Invocation.intoClosedPipe(100, "lineage", "--format", "jsonl", Invocation.EXAMPLE);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.err()).doesNotContain("Broken pipe", "failed");
  }

  @Test
  void flagGoesBeforeEnvironmentBeforeFile() throws IOException {
    Path file = Files.writeString(folder.resolve("gatehouse.yaml"), "format: jsonl\n");
    String config = file.toString();
    Map<String, String> environment = Map.of("GATEHOUSE_FORMAT", "ocsf");
    byte[] none = new byte[0];
    assertThat(Invocation.of("detect", "--config", config, Invocation.EXAMPLE).out())
        .startsWith("{\"id\"");
    assertThat(
            Invocation.of(environment, none, "detect", "--config", config, Invocation.EXAMPLE)
                .out())
        .startsWith("{\"metadata\"");
    assertThat(
            Invocation.of(
                    environment,
                    none,
                    "detect",
                    "--config",
                    config,
                    "--format",
                    "table",
                    Invocation.EXAMPLE)
                .out())
        .startsWith("5 findings: ");
  }

  @Test
  void checksSettingsLineByLine() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("gatehouse.yaml"),
            "fail-no: high\nlateness: soon\ndetections:\n  rot-used:\n    enabled: false\n"
                + "  role-chain-depth:\n    wings: 2\n");
    Invocation run = Invocation.of("config", "check", "--config", file.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.lines()).hasSize(4);
    assertThat(run.lines().get(0)).contains(":1: ", "did you mean `fail-on`?");
    assertThat(run.lines().get(1)).contains(":2: `lateness` must be a span");
    assertThat(run.lines().get(2)).contains(":4: ", "did you mean `root-used`?");
    assertThat(run.lines().get(3)).contains("`role-chain-depth` has no setting `wings`");
    assertRefused(
        ExitCode.USAGE, "line 1", "detect", "--config", file.toString(), Invocation.EXAMPLE);
  }

  @Test
  void aSettingStandsOnce() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("gatehouse.yaml"),
            "format: jsonl\nformat: ocsf\ndetections:\n  root-used:\n    enabled: false\n"
                + "  root-used:\n    enabled: true\n");
    Invocation run = Invocation.of("config", "check", "--config", file.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.lines()).hasSize(2);
    assertThat(run.lines().get(0)).contains(":2: `format` stands here for the second time");
    assertThat(run.lines().get(1)).contains(":6: `root-used` stands here for the second time");
  }

  @Test
  void helpComesOutAlsoWithWrongSettings() throws IOException {
    Path file = Files.writeString(folder.resolve("gatehouse.yaml"), "fail-no: high\n");
    Invocation run = Invocation.of("detect", "--config", file.toString(), "--help");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).startsWith("Usage: gatehouse detect");
  }

  @Test
  void aDetectionCanBeSwitchedOff() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("gatehouse.yaml"),
            "detections:\n  session-off-origin:\n    enabled: false\n");
    Invocation run = Invocation.of("detect", "--config", file.toString(), Invocation.EXAMPLE);
    assertThat(run.out()).contains("role-chain-depth").doesNotContain("session-off-origin");
  }

  @Test
  void aDetectionInShadowIsShownOnRequestAndFailsNothing() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("gatehouse.yaml"),
            "staging:\n  statisticalAfterDays: 14\ndetections:\n"
                + "  session-off-origin:\n    mode: shadow\n"
                + "  role-chain-depth:\n    mode: shadow\n"
                + "  access-key-for-another:\n    mode: shadow\n"
                + "  persistence-after-pivot:\n    mode: shadow\n"
                + "  resource-shared-out:\n    mode: shadow\n");
    String[] hidden = {
      "detect",
      "--config",
      file.toString(),
      "--format",
      "jsonl",
      "--fail-on",
      "low",
      Invocation.EXAMPLE
    };
    Invocation run = Invocation.of(hidden);
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.err()).contains("In shadow: role-chain-depth", "In shadow: session-off-origin");
    String[] shown = java.util.Arrays.copyOf(hidden, hidden.length + 1);
    shown[hidden.length] = "--shadow";
    Invocation revealed = Invocation.of(shown);
    assertThat(revealed.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(revealed.lines())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(Json.object(line)).containsEntry("shadow", true));
    assertRefused(
        ExitCode.USAGE, "leave out `--cases`", "detect", "--shadow", "--cases", Invocation.EXAMPLE);
  }

  @Test
  void modesThresholdsAndStagingAreChecked() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("gatehouse.yaml"),
            "staging:\n  statisticalAfterDays: soon\n  statisticalAfterDay: 3\ndetections:\n"
                + "  root-used:\n    mode: quiet\n"
                + "  root-secured-less:\n    mediumFromBits: 12\n"
                + "  off-hours:\n    highFromBits: much\n"
                + "  new-place:\n    mode: on\n    enabled: true\n"
                + "  new-tool:\n    mode: shadow\n    mediumFromBits: 12.5\n");
    Invocation run = Invocation.of("config", "check", "--config", file.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.lines()).hasSize(6);
    assertThat(run.lines().get(0)).contains(":2: ", "must be a whole number from 0 to 365");
    assertThat(run.lines().get(1)).contains(":3: ", "did you mean `statisticalAfterDays`?");
    assertThat(run.lines().get(2)).contains("must be on, off or shadow, not `quiet`");
    assertThat(run.lines().get(3)).contains("is for statistical detections");
    assertThat(run.lines().get(4)).contains("must be a number from 0 to 1000000, not `much`");
    assertThat(run.lines().get(5)).contains("keep `mode`");
  }

  @Test
  void tuneSaysWhatNoThresholdCanReach() {
    Invocation run =
        Invocation.of("tune", "--medium-per-day", "0", "--high-per-day", "0", Invocation.EXAMPLE);
    assertThat(run.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(run.out()).contains("cannot be reached by thresholds", "session-off-origin");
    Invocation enough =
        Invocation.of("tune", "--medium-per-day", "9", "--high-per-day", "9", Invocation.EXAMPLE);
    assertThat(enough.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(enough.out()).contains("Nothing was cut");
  }

  @Test
  void theExampleOfSettingsIsInOrderOnceUncommented() throws IOException {
    String example = Invocation.of("config", "example").out();
    String settings =
        example
            .lines()
            .filter(line -> line.matches("# +(- )?[a-zA-Z-]+:.*"))
            .map(line -> line.substring(2))
            .collect(java.util.stream.Collectors.joining("\n", "", "\n"));
    Path file = Files.writeString(folder.resolve("gatehouse.yaml"), settings);
    Invocation run = Invocation.of("config", "check", "--config", file.toString());
    assertThat(run.out()).isEqualToIgnoringNewLines(file + " is in order.");
  }

  @Test
  void showsAStackTraceOnlyWhenAskedTo() {
    Map<String, String> debug = Map.of("GATEHOUSE_DEBUG", "1");
    Invocation run = Invocation.of(debug, new byte[0], "detect", "nowhere");
    assertThat(run.err()).contains("\tat ").contains("no file or folder `nowhere`");
    assertThat(run.err().getBytes(StandardCharsets.UTF_8)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"detect", "lineage", "trace", "explain", "trail", "policy", "range", "demo"})
  void everyCommandHelps(String command) {
    Invocation run = Invocation.of(command, "--help");
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).startsWith("Usage: gatehouse " + command);
  }
}
