package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.policy.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person and a pipeline do with findings: pick, keep, compare, explain. */
class FindingCommandsTest {
  private static final String TRAIL = Invocation.EXAMPLE;

  @TempDir Path folder;

  private static Invocation detect(String... more) {
    return Invocation.of(
        Stream.of(Stream.of("detect"), Stream.of(more), Stream.of(TRAIL))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  private static Invocation narrow(String... words) {
    return Invocation.of(Map.of("COLUMNS", "80"), new byte[0], words);
  }

  private Path saved(String... more) throws IOException {
    Path file = folder.resolve("saved-" + more.length + ".jsonl");
    String[] words =
        Stream.concat(Stream.of("--format", "jsonl"), Stream.of(more)).toArray(String[]::new);
    return Files.writeString(file, detect(words).out());
  }

  @Test
  void traceAnswersFromSavedCasesWithoutTheTrail() throws IOException {
    Path cases = saved("--cases");
    Invocation run = Invocation.of("trace", "deploy-session", "--from", cases.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out())
        .isEqualTo(
            """
            alice @ 111122223333  AKIAEXAMPLEALICE0001
            │   1 record, 2026-01-31 15:44:10 to 2026-01-31 15:44:10
            │
            └── cross-account-deploy @ 123456789012  ◀ asked for  ASIAEXAMPLEDEPLOY001
                │   AssumeRole at 2026-01-31 15:44:10 from 10.30.6.40; proven by the key
                │   2 records, 2026-01-31 15:44:10 to 2026-01-31 15:46:30
                │
                └── platform-admin @ 123456789012  ASIAEXAMPLEPLATFORM1
                    │   AssumeRole at 2026-01-31 15:46:30 from 203.0.113.41; proven by the key
                    │   2 records, 2026-01-31 15:46:30 to 2026-01-31 15:48:05
                    │
                    └── database-export @ 444455556666  ASIAEXAMPLEEXPORT001
                            AssumeRole at 2026-01-31 15:48:05 from 203.0.113.41; proven by the key
                            4 records, 2026-01-31 15:48:05 to 2026-01-31 15:49:10

            """);
    Invocation withRecords =
        Invocation.of("trace", "deploy-session", "--from", cases.toString(), TRAIL);
    assertThat(withRecords.out())
        .startsWith(run.out())
        .contains("s3:ListBuckets", "rds:ModifyDBSnapshotAttribute");
  }

  @Test
  void traceSaysWhatASavedFileDoesNotHold() throws IOException {
    Path findings = saved();
    Path cases = saved("--cases");
    assertThat(Invocation.of("trace", "nobody", "--from", cases.toString()).err())
        .contains("No case of", "called `nobody`");
    Invocation run = Invocation.of("trace", "deploy-session", "--from", findings.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("holds findings, which know one way home each");
    assertThat(Invocation.of("trace", "deploy-session").err()).contains("`trace` needs files");
  }

  @Test
  void theTableCountsFirstAndEndsWithACommandThatWorks() {
    Invocation run = detect();
    assertThat(run.out())
        .startsWith("5 findings: 4 medium, 1 low.")
        .containsSubsequence("DETECTION", "access-key-for-another", "The worst first", "SEVERITY");
    String last = run.lines().get(run.lines().size() - 1).strip();
    assertThat(last).startsWith("gatehouse explain ");
    String[] words = last.substring("gatehouse ".length()).split(" ");
    assertThat(Invocation.of(words).exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aNarrowScreenStacksFieldsAndBreaksNoId() {
    Invocation run = narrow("detect", TRAIL);
    String id = Json.text(detect("--format", "jsonl").lines().get(0), "id");
    assertThat(run.lines()).contains("  " + id);
    assertThat(run.lines().subList(0, run.lines().size() - 1))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    for (String command : List.of("lineage", "trace")) {
      Invocation other =
          command.equals("trace") ? narrow("trace", "alice", TRAIL) : narrow("lineage", TRAIL);
      assertThat(other.out()).contains("cross-account-deploy @ 123456789012");
    }
  }

  @Test
  void filtersHoldForEveryFormat() {
    assertThat(detect("--format", "jsonl", "--severity", "medium").lines()).hasSize(4);
    assertThat(detect("--format", "jsonl", "--detector", "role-chain-depth").lines()).hasSize(1);
    assertThat(detect("--format", "jsonl", "--account", "999988887777").lines()).isEmpty();
    assertThat(detect("--format", "jsonl", "--identity", "ALICE").lines()).hasSize(5);
    assertThat(detect("--format", "jsonl", "--identity", "*:user/ali?e").lines()).hasSize(5);
    assertThat(detect("--format", "jsonl", "--identity", "bob").lines()).isEmpty();
    assertThat(detect("--format", "csv", "--limit", "2").lines()).hasSize(3);
    assertThat(detect("--format", "jsonl", "--cases", "--severity", "high").lines()).isEmpty();
    assertThat(detect("--format", "jsonl", "--cases", "--detector", "role-chain-depth").lines())
        .isNotEmpty();
    assertThat(detect("--severity", "high", "--fail-on", "low").exitCode())
        .isEqualTo(ExitCode.DONE);
    assertRefused("did you mean `role-chain-depth`?", detect("--detector", "role-chain-deep"));
    assertRefused("it has twelve digits", detect("--account", "12"));
    assertRefused("takes a whole number from 1", detect("--limit", "0"));
  }

  @Test
  void sarifCsvAndMarkdownTellEachFinding() {
    Map<String, Object> sarif = Json.object(detect("--format", "sarif").out());
    assertThat(sarif).containsEntry("version", "2.1.0");
    assertThat(detect("--format", "sarif").out())
        .contains("\"gatehouseFinding/v1\": \"role-chain-depth-");
    assertThat(detect("--format", "sarif", "--cases").out()).contains("gatehouseCase/v1");
    List<String> csv = detect("--format", "csv").lines();
    assertThat(csv).hasSize(6);
    assertThat(csv.get(0)).startsWith("id,severity,confidence,");
    assertThat(detect("--format", "csv", "--cases").lines()).hasSizeGreaterThan(1);
    assertThat(detect("--format", "markdown").out())
        .startsWith("# 5 findings")
        .contains("## medium: alice @ 111122223333");
    assertThat(detect("--format", "markdown", "--cases").out()).contains("| time (UTC) |");
  }

  @Test
  void aFileIsWrittenWholeAndForItsOwner() throws IOException {
    Path file = folder.resolve("findings.jsonl");
    Invocation run = detect("--format", "jsonl", "-o", file.toString());
    assertThat(run.out()).isEmpty();
    assertThat(Files.readAllLines(file)).hasSize(5);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertRefused(
        "is read in this run",
        detect("--format", "jsonl", "--new-since", file.toString(), "-o", file.toString()));
    assertThat(Files.readAllLines(file)).hasSize(5);
    try (var left = Files.list(folder)) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void newSinceTellsOnlyWhatAnEarlierRunDidNotHave() throws IOException {
    Path all = saved();
    assertThat(detect("--format", "jsonl", "--new-since", all.toString()).out()).isEmpty();
    Path few = Files.write(folder.resolve("few.jsonl"), Files.readAllLines(all).subList(0, 3));
    assertThat(detect("--format", "jsonl", "--new-since", few.toString()).lines()).hasSize(2);
    Path cases = saved("--cases");
    assertThat(detect("--format", "jsonl", "--cases", "--new-since", cases.toString()).out())
        .isEmpty();
    assertRefused("add --cases", detect("--new-since", cases.toString()));
    assertRefused("leave out --cases", detect("--cases", "--new-since", all.toString()));
    String nowhere = folder.resolve("nowhere").toString();
    assertThat(detect("--new-since", nowhere).exitCode()).isEqualTo(ExitCode.UNREADABLE);
  }

  @Test
  void suppressionsNeedNoEstateAndFailNothing() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("mine.yaml"),
            "suppressions:\n  - identity: '*user/alice'\n    approvedBy: eve@example.com\n"
                + "    why: rehearsal\n    until: '2026-06-30T00:00:00Z'\n");
    String name = file.toString();
    assertThat(detect("--fail-on", "low").exitCode()).isEqualTo(ExitCode.FOUND);
    Invocation run = detect("--fail-on", "low", "--suppressions", name);
    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("5 of them suppressed", "Suppressed until 2026-06-30");
    assertThat(detect("--format", "jsonl", "--suppressions", name).lines())
        .allSatisfy(
            line -> assertThat(Json.text(line, "suppressed", "why")).isEqualTo("rehearsal"));
    assertThat(detect("--fail-on", "low", "--cases", "--suppressions", name).exitCode())
        .isEqualTo(ExitCode.DONE);
    Path other = Files.writeString(folder.resolve("other.yaml"), "people: []\n");
    assertRefused("holds no list named", detect("--suppressions", other.toString()));
  }

  @Test
  void explainsOutOfSavedLinesWithoutReadingTheTrail() throws IOException {
    Path findings = saved();
    String id = Json.text(Files.readAllLines(findings).get(0), "id");
    String from = findings.toString();
    Invocation run = Invocation.of("explain", id, "--from", from);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains(id, "What to do", "observed");
    Invocation live = Invocation.of("explain", id, TRAIL);
    String toRecords = live.out().substring(0, live.out().indexOf("Evidence"));
    assertThat(run.out()).startsWith(toRecords);
    Invocation withRecords =
        Invocation.of("explain", id.substring(id.lastIndexOf('-') + 1), "--from", from, TRAIL);
    assertThat(withRecords.out()).isEqualTo(live.out());

    Path cases = saved("--cases");
    String shortId = Json.text(Files.readAllLines(cases).get(0), "shortId");
    Invocation told = Invocation.of("explain", shortId, "--from", cases.toString(), TRAIL);
    assertThat(told.out()).contains(shortId, "What happened", "Credentials", "sts:AssumeRole");
    assertThat(Invocation.of("explain", shortId, TRAIL).out()).isEqualTo(told.out());
    assertThat(Invocation.of("explain", id, "--from", cases.toString()).err())
        .contains("is told as a part of case " + shortId);
  }

  @Test
  void saysWhenEstateOrSettingsAreOthersThanThoseOfTheRun() throws IOException {
    Path findings = saved();
    String id = Json.text(Files.readAllLines(findings).get(0), "id");
    Path estate = Files.createDirectory(folder.resolve("estate"));
    Path settings =
        Files.writeString(
            folder.resolve("gatehouse.yaml"), "detections:\n  root-used:\n    mode: off\n");
    String[] words = {"explain", id, "--from", findings.toString()};
    assertThat(Invocation.of(words).err()).isEmpty();
    assertThat(Invocation.of(with(words, "--estate", estate.toString())).err())
        .contains("was made without the estate");
    assertThat(Invocation.of(with(words, "--config", settings.toString())).err())
        .contains("was made with other settings than");
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void nothingReadIsNotGreen() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.json"), "");
    Path none = Files.writeString(folder.resolve("none.json"), "{\"Records\":[]}");
    for (Path file : List.of(empty, none)) {
      Invocation run = Invocation.of("detect", file.toString());
      assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.UNREADABLE);
      assertThat(run.err()).contains("is this the right path?");
    }
  }

  @Test
  void strictFailsWhereTheAnswerIsNotWhole() throws IOException {
    Path half =
        Files.writeString(
            folder.resolve("half.json"),
            "{\"eventTime\":\"2026-01-31T10:00:00Z\",\"eventName\":\"ListBuckets\","
                + "\"eventSource\":\"s3.amazonaws.com\"}\n{\"eventTime\":\"never\","
                + "\"eventName\":\"ListBuckets\",\"eventSource\":\"s3.amazonaws.com\"}\n");
    Invocation lenient = Invocation.of("detect", half.toString());
    assertThat(lenient.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(lenient.err()).contains("1 of 2 pieces of the input could not be read");
    assertThat(Invocation.of("detect", "--strict", half.toString()).exitCode())
        .isEqualTo(ExitCode.UNREADABLE);
    assertThat(
            Invocation.of("detect", "--strict", "--rejected-max", "50%", half.toString())
                .exitCode())
        .isEqualTo(ExitCode.DONE);
    Invocation outside = detect("--strict", "--since", "2030-01-01");
    assertThat(outside.exitCode()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(outside.err()).contains("lies outside the trail");
    assertRefused("neither a number nor a percentage", detect("--rejected-max", "some"));
  }

  @Test
  void detectionsAreListedAndShown() {
    Invocation list = Invocation.of("detections", "list", "--format", "jsonl");
    assertThat(list.lines()).hasSizeGreaterThan(40);
    for (String line : list.lines().subList(0, 3)) {
      String id = Json.text(line, "id");
      assertThat(Invocation.of("detections", "show", id).out()).contains(id, "What to do");
    }
    assertRefused("did you mean `root-used`?", Invocation.of("detections", "show", "root-use"));
  }

  private static void assertRefused(String sentence, Invocation run) {
    assertThat(run.exitCode()).as(run.err()).isIn(ExitCode.USAGE);
    assertThat(run.err()).contains(sentence);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
  }
}
