package dev.gatehouse.serve.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.serve.audit.Actor;
import dev.gatehouse.serve.audit.AuditedDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The work on cases, and the log of it. */
class SqliteWorkStoreTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-18T11:00:00Z"), ZoneOffset.UTC);
  private static final Actor ANN = new Actor("ann", "session", "127.0.0.1");

  @TempDir Path folder;
  private AuditedDatabase database;
  private WorkStore store;

  @BeforeEach
  void open() throws Exception {
    database = new AuditedDatabase(folder.resolve("access.db"), CLOCK);
    store = new SqliteWorkStore(database, CLOCK);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static CaseWork judged(long version) {
    return new CaseWork(
        "case-1",
        version,
        Status.CLOSED,
        "ann",
        Verdict.BENIGN,
        "a drill",
        "ann",
        CLOCK.instant(),
        4,
        null,
        null);
  }

  @Test
  void nobodyWritesOverWhatTheyHaveNotSeen() {
    assertThat(store.change(judged(0), List.of("f1", "f2"), ANN))
        .hasValueSatisfying(kept -> assertThat(kept.version()).isEqualTo(1));
    assertThat(store.change(judged(0), List.of(), ANN)).isEmpty();
    assertThat(store.of("case-1").version()).isEqualTo(1);
    assertThat(database.log().entries(OptionalLong.empty(), null, "case-1", 10))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.action()).isEqualTo("case-verdict");
              assertThat(entry.before()).isEqualTo("new");
              assertThat(entry.after()).contains("closed", "assigned to ann", "benign: a drill");
            });
  }

  @Test
  void aVerdictKeepsTheFindingsThatWereJudged() {
    store.change(judged(0), List.of("f1", "f2"), ANN);
    assertThat(store.judged(10))
        .singleElement()
        .isEqualTo(
            new Judged(
                "case-1", Verdict.BENIGN, CLOCK.instant(), "ann", "a drill", List.of("f1", "f2")));
  }

  @Test
  void commentsStay() {
    store.comment("case-1", "one", ANN);
    store.comment("case-1", "two", ANN);
    store.comment("case-2", "other", ANN);
    assertThat(store.comments("case-1")).extracting(Comment::text).containsExactly("one", "two");
  }
}
