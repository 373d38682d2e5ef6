package dev.gatehouse.serve.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.estate.intent.Documented.Status;
import dev.gatehouse.serve.audit.Actor;
import dev.gatehouse.serve.audit.AuditedDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is decided at the console means what the same lines in the estate's files mean. */
class DecisionsTest {
  private static final Instant NOW = Instant.parse("2026-03-18T11:00:00Z");
  private static final String MALLORY = "arn:aws:iam::123456789012:user/mallory";
  private static final String AUDIT = "arn:aws:iam::123456789012:role/audit";
  private static final Actor EVE = new Actor("eve", "session", "127.0.0.1");

  @TempDir Path folder;

  private Estate estate() throws Exception {
    Path files = Files.createDirectories(folder.resolve("estate"));
    Files.writeString(
        files.resolve("trust.yaml"),
        "edges:\n  - source: arn:aws:iam::123456789012:user/alice\n    target: " + AUDIT + "\n");
    return EstateFolder.read(files).estate();
  }

  private AuditedDatabase database(Instant now) throws Exception {
    return new AuditedDatabase(folder.resolve("access.db"), Clock.fixed(now, ZoneOffset.UTC));
  }

  private static Status documented(Estate estate, Instant time) {
    return estate.trustMap().documented(MALLORY, AUDIT, time, 1).status();
  }

  @Test
  void anApprovalHoldsForItsDaysAndEndsByItself() throws Exception {
    try (AuditedDatabase database = database(NOW)) {
      DecisionStore store = new SqliteDecisionStore(database, Clock.fixed(NOW, ZoneOffset.UTC));
      Estate before = Decisions.over(estate(), store);
      assertThat(documented(before, NOW)).isEqualTo(Status.UNDOCUMENTED);
      Instant until = NOW.plus(Duration.ofDays(3));
      store.add(new Approval(0, MALLORY, AUDIT, null, "helps out", "eve", NOW, until, null), EVE);
      Estate after = Decisions.over(estate(), store);
      assertThat(documented(after, NOW.plusSeconds(60))).isEqualTo(Status.DOCUMENTED);
      assertThat(documented(after, until)).isEqualTo(Status.EXPIRED_EXCEPTION);
      assertThat(after.trustMap().edges().get(1).approvedBy()).isEqualTo("eve");
      assertThat(after.networks()).isEqualTo(estate().networks());
    }
  }

  @Test
  void anApprovalMakesNoMapWhereThereIsNone() throws Exception {
    try (AuditedDatabase database = database(NOW)) {
      DecisionStore store = new SqliteDecisionStore(database, Clock.fixed(NOW, ZoneOffset.UTC));
      store.add(
          new Approval(0, MALLORY, AUDIT, null, "helps out", "eve", NOW, NOW.plusSeconds(60), null),
          EVE);
      Estate estate = Decisions.over(Estate.EMPTY, store);
      assertThat(documented(estate, NOW)).isEqualTo(Status.UNKNOWN);
    }
  }

  @Test
  void whatIsEndedBeforeItsTimeHasEnded() throws Exception {
    try (AuditedDatabase database = database(NOW)) {
      DecisionStore store = new SqliteDecisionStore(database, Clock.fixed(NOW, ZoneOffset.UTC));
      Silence made =
          store
              .add(
                  new Silence(
                      0,
                      "off-hours",
                      MALLORY,
                      null,
                      "moves house",
                      "eve",
                      NOW.minusSeconds(600),
                      NOW.plus(Duration.ofDays(3)),
                      null),
                  EVE)
              .orElseThrow();
      assertThat(store.endSuppression(made.number(), EVE)).isPresent();
      assertThat(store.endSuppression(made.number(), EVE)).isEmpty();
      Estate estate = Decisions.over(Estate.EMPTY, store);
      assertThat(estate.suppressions())
          .singleElement()
          .satisfies(one -> assertThat(one.until()).isEqualTo(NOW));
    }
    assertThat(database(NOW).log().entries(java.util.OptionalLong.empty(), null, null, 10))
        .extracting(entry -> entry.actor().user() + " " + entry.action())
        .containsExactly("eve suppression-ended", "eve suppression-added");
  }
}
