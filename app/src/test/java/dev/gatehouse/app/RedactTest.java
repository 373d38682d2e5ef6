package dev.gatehouse.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.policy.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gatehouse redact}: the same story with other names. */
class RedactTest {
  @TempDir Path folder;
  private Path key;

  @BeforeEach
  void key() throws IOException {
    key = Files.writeString(folder.resolve("key"), "0123456789abcdef");
  }

  private static List<List<String>> story(String trail) {
    List<List<String>> story = new ArrayList<>();
    for (String line : Invocation.of("detect", "--format", "jsonl", trail).lines()) {
      Map<String, Object> finding = Json.object(line);
      story.add(
          List.of(
              String.valueOf(finding.get("detector")),
              String.valueOf(finding.get("severity")),
              String.valueOf(finding.get("raised")),
              String.valueOf(finding.get("evidenceCount")),
              String.valueOf(((List<?>) finding.get("lineage")).size())));
    }
    return story.stream().sorted((a, b) -> a.toString().compareTo(b.toString())).toList();
  }

  @Test
  void theCopyTellsTheSameStoryOfOthers() throws IOException {
    Path copy = folder.resolve("copy.jsonl");
    Invocation run =
        Invocation.of("redact", "--key", key.toString(), "-o", copy.toString(), Invocation.EXAMPLE);

    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("13 objects are copied", "secrets taken out", "read the copy");
    assertThat(story(copy.toString())).isEqualTo(story(Invocation.EXAMPLE)).isNotEmpty();
    assertThat(Files.readString(copy))
        .doesNotContain("111122223333", "123456789012", "444455556666", "alice");
    assertThat(Invocation.of("redact", "--key", key.toString(), Invocation.EXAMPLE).out())
        .isEqualTo(Files.readString(copy));
  }

  @Test
  void findingsAreCopiedToo() {
    Invocation findings = Invocation.of("detect", "--format", "jsonl", Invocation.EXAMPLE);
    Invocation run = Invocation.of(Map.of(), findings.out().getBytes(UTF_8), "redact", "-");

    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.lines()).hasSameSizeAs(findings.lines());
    assertThat(run.out()).contains("session-off-origin").doesNotContain("111122223333", "alice");
  }

  @Test
  void refusesToWriteOverWhatItReads() throws IOException {
    Path trail = Files.writeString(folder.resolve("trail.json"), "{\"Records\":[]}");
    Invocation run = Invocation.of("redact", "-o", trail.toString(), trail.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .contains("`" + trail + "` for --out is read in this run; name another file.");
    assertThat(trail).hasContent("{\"Records\":[]}");
  }

  @Test
  void rejectsDoNotOverwriteTheTrailEither() throws IOException {
    Path trail = Files.writeString(folder.resolve("trail.json"), "{\"Records\":[{}]}");
    Invocation run = Invocation.of("detect", "--rejects", trail.toString(), trail.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("for --rejects is read in this run");
    assertThat(trail).hasContent("{\"Records\":[{}]}");
    Path rejects = folder.resolve("rejects.jsonl");
    Invocation.of("detect", "--rejects", rejects.toString(), trail.toString());
    assertThat(Files.readAllLines(rejects)).hasSize(1);
    assertThat(Files.getPosixFilePermissions(rejects))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void refusesALinkAndAShortKey() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("elsewhere"));
    assertThat(Invocation.of("redact", "-o", link.toString(), Invocation.EXAMPLE).err())
        .contains("is a link; name the file that it leads to.");
    Path small = Files.writeString(folder.resolve("short"), "0123");
    assertThat(Invocation.of("redact", "--key", small.toString(), Invocation.EXAMPLE).err())
        .contains("has 4 bytes; at least 16 are needed");
  }

  @Test
  void saysWhatCouldNotBeReadAndKeepsTheRest() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.jsonl"), "{\"a\":\"b\"}\n{\"a\":");
    Invocation run = Invocation.of("redact", broken.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.lines()).hasSize(1);
    assertThat(run.err()).contains("is copied in part only: Line 2 is not JSON");

    Path nothing = Files.writeString(folder.resolve("nothing.json"), "not json");
    assertThat(Invocation.of("redact", nothing.toString()).exitCode())
        .isEqualTo(ExitCode.UNREADABLE);
  }
}
