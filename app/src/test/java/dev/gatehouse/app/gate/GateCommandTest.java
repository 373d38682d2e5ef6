package dev.gatehouse.app.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.app.Invocation;
import dev.gatehouse.cli.ExitCode;
import org.junit.jupiter.api.Test;

/** What a wrong use of {@code gatehouse gate} is told. */
class GateCommandTest {
  private static void refuses(int exitCode, String sentence, String... arguments) {
    Invocation run = Invocation.of(arguments);
    assertThat(run.err().strip()).isEqualTo("gatehouse: " + sentence);
    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void anIntervalOfNothing() {
    refuses(
        ExitCode.USAGE,
        "`--delivery-seconds` is a whole number from 1 on.",
        "gate",
        "--memory",
        "--delivery-seconds",
        "0");
  }

  @Test
  void anAccountThatIsNone() {
    refuses(
        ExitCode.USAGE,
        "`12` is no account id; it has twelve digits.",
        "gate",
        "--memory",
        "--account",
        "12");
  }

  @Test
  void aSeedThatIsNotThere() {
    refuses(
        ExitCode.UNREADABLE,
        "`no-such-seed.yaml` cannot be opened: it does not exist.",
        "gate",
        "--memory",
        "--port",
        "0",
        "--seed",
        "no-such-seed.yaml");
  }
}
