package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which Java the launcher starts, and how; in place of Java stands {@code echo}. */
class LauncherTest {
  @TempDir Path home;
  private Path launcher;

  /** An installed Gatehouse: a jar and no sources, so nothing is built. */
  @BeforeEach
  void install() throws IOException {
    launcher = Files.copy(Path.of("..", "gatehouse"), home.resolve("gatehouse"));
    Path target = Files.createDirectories(home.resolve("app/target"));
    Files.createFile(target.resolve("gatehouse.jar"));
    Files.createFile(target.resolve("built"));
    Files.writeString(home.resolve("trail.json"), "[]");
  }

  @Test
  void handsOnTheArgumentsAsTheyAre() throws Exception {
    String started = start(launcher.toString(), "policy", "lint", "a  b", "--config", "");
    assertThat(started).endsWith("gatehouse.jar policy lint a  b --config ");
  }

  @Test
  void smallInputIsNotWorthTheOptimizingCompiler() throws Exception {
    String file = home.resolve("trail.json").toString();
    assertThat(start(launcher.toString(), "detect", file)).contains("-XX:TieredStopAtLevel=1 ");
    assertThat(start(launcher.toString(), "detect", "--format", "jsonl", home + "/tra*.json"))
        .contains("-XX:TieredStopAtLevel=1 ");
  }

  @Test
  void inputOfUnknownSizeMayBeLarge() throws Exception {
    String file = home.resolve("trail.json").toString();
    assertThat(start(launcher.toString(), "detect", "-")).doesNotContain("TieredStopAtLevel");
    assertThat(start(launcher.toString(), "detect", file, "-")).doesNotContain("TieredStopAtLevel");
    assertThat(start(launcher.toString(), "detect", home + "/nothing*"))
        .doesNotContain("TieredStopAtLevel");
  }

  @Test
  void findsItsFolderThroughLinksAndWithoutOne() throws Exception {
    Path folder = Files.createDirectories(home.resolve("bin"));
    Path link = Files.createSymbolicLink(folder.resolve("gh"), Path.of("..", "gatehouse"));
    String jar = home.toRealPath().resolve("app/target/gatehouse.jar").toString();
    assertThat(start(link.toString(), "--version")).contains("-jar " + jar + " --version");
    assertThat(start("gatehouse", "--version")).contains("-jar " + jar + " --version");
  }

  /** What is printed in place of the start, on one line. */
  private String start(String script, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", script));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().put("GATEHOUSE_JAVA", "echo");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    process.getOutputStream().close();
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      return text.stripTrailing().isEmpty() ? text : text.substring(0, text.length() - 1);
    }
  }
}
