package dev.gatehouse.trail.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.trail.SampleRecords;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrailFilesTest {
  private static final String LOG =
      "123456789012_CloudTrail_eu-central-1_20260131T1005Z_AbCdEfGhIjKlMnOp.json.gz";

  @TempDir Path folder;

  @BeforeEach
  void makeFiles() throws IOException {
    Files.createDirectories(folder.resolve("b/c"));
    Files.createDirectories(folder.resolve(".git"));
    for (String name : List.of("b/c/" + LOG, "a.json", "b/b.jsonl", ".hidden", ".git/x.json")) {
      Files.writeString(folder.resolve(name), "{}");
    }
  }

  @Test
  void folderIsWalkedInOrderWithoutHiddenFiles() throws IOException {
    List<TrailFile> files = find(folder.toString());
    assertThat(files.stream().map(file -> folder.relativize(file.path()).toString()))
        .containsExactly("a.json", "b/b.jsonl", "b/c/" + LOG);
    assertThat(files.get(0).delivered()).isNull();
    assertThat(files.get(2).delivered()).isEqualTo("2026-01-31T10:05:00Z");
  }

  @Test
  void globsAndRepeatsAreResolved() throws IOException {
    assertThat(find(folder + "/*.json")).hasSize(1);
    assertThat(find(folder + "/**.json*", folder + "/a.json")).hasSize(4);
    assertThat(find(folder + "/b/{b,x}.jsonl")).hasSize(1);
    assertThatThrownBy(() -> find(folder + "/*.csv"))
        .isInstanceOf(TrailFilesException.class)
        .hasMessageContaining("No file matches");
  }

  @Test
  void standardInputIsSpooled() throws IOException {
    InputStream in = new ByteArrayInputStream(SampleRecords.gzip("{}"));
    TrailFile file = TrailFiles.find(List.of("-"), in).get(0);
    assertThat(file.name()).isEqualTo("-");
    assertThat(file.path()).hasBinaryContent(SampleRecords.gzip("{}"));
  }

  @Test
  void whatIsNotThereIsSaidInOneSentence() throws IOException {
    assertThatThrownBy(() -> find(folder + "/none"))
        .isInstanceOfSatisfying(
            TrailFilesException.class,
            e -> assertThat(e.kind()).isEqualTo(TrailFilesException.Kind.NO_SUCH_PATH))
        .hasMessageContaining("none`");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> find(empty.toString()))
        .isInstanceOfSatisfying(
            TrailFilesException.class,
            e -> assertThat(e.kind()).isEqualTo(TrailFilesException.Kind.NOTHING_TO_READ));
  }

  private static List<TrailFile> find(String... paths) throws IOException {
    return TrailFiles.find(List.of(paths));
  }
}
