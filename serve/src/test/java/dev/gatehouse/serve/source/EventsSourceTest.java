package dev.gatehouse.serve.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.serve.intake.Frontier;
import dev.gatehouse.serve.intake.Intake;
import dev.gatehouse.serve.intake.IntakeLog;
import dev.gatehouse.serve.source.EventsSource.Outcome;
import dev.gatehouse.serve.store.sqlite.SqliteJournal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsSourceTest {
  private static final String SECRET = "a-secret-of-many-characters";
  private static final String EVENT =
      """
      {"version":"0","id":"e","detail-type":"AWS API Call via CloudTrail","source":"aws.sts",
       "detail":{"eventVersion":"1.11","userIdentity":{"type":"Root"},
       "eventTime":"2026-01-31T10:00:00Z","eventSource":"sts.amazonaws.com",
       "eventName":"GetCallerIdentity","awsRegion":"us-east-1","eventID":"one"}}\
      """;

  @TempDir Path folder;
  private IntakeLog log;
  private SqliteJournal journal;
  private Intake intake;

  @BeforeEach
  void open() throws IOException {
    log = IntakeLog.open(folder.resolve("intake"), 1 << 20);
    journal = new SqliteJournal(folder.resolve("journal.db"));
    intake = new Intake(log, journal, new Frontier(log.floor()), Clock.systemUTC());
  }

  @AfterEach
  void close() throws IOException {
    intake.close();
    journal.close();
    log.close();
  }

  @Test
  void anEventIsDurableWhenItIsAnswered() throws Exception {
    assertThat(take(SECRET, EVENT)).isEqualTo(Outcome.TAKEN);
    assertThat(log.last()).isEqualTo(1);
    assertThat(log.frame(1).recordCount()).isEqualTo(1);
  }

  @Test
  void whoDoesNotKnowTheSecretIsRefused() throws Exception {
    assertThat(take(null, EVENT)).isEqualTo(Outcome.REFUSED);
    assertThat(take("", EVENT)).isEqualTo(Outcome.REFUSED);
    assertThat(take(SECRET + "x", EVENT)).isEqualTo(Outcome.REFUSED);
    assertThat(log.last()).isZero();
  }

  @Test
  void whatAwsDidNotSendIsWrong() throws Exception {
    assertThat(take(SECRET, EVENT.replace("aws.sts", "mine.sts"))).isEqualTo(Outcome.WRONG);
    assertThat(take(SECRET, "{\"source\":\"aws.ec2\",\"detail\":{}}")).isEqualTo(Outcome.WRONG);
    assertThat(take(SECRET, "[]")).isEqualTo(Outcome.WRONG);
    assertThat(take(SECRET, "no JSON")).isEqualTo(Outcome.WRONG);
    assertThat(log.last()).isZero();
  }

  @Test
  void aShortSecretIsNotAccepted() throws Exception {
    Path file = Files.writeString(folder.resolve("short"), "12345");
    assertThatThrownBy(() -> source(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too short");
  }

  private Outcome take(String secret, String body) throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), SECRET + "\n");
    return source(file).take(secret, body.getBytes(StandardCharsets.UTF_8));
  }

  private EventsSource source(Path file) throws IOException {
    return new EventsSource(
        new EventsSettings("a", file), intake, new Lateness(Duration.ofHours(2)));
  }
}
