package dev.gatehouse.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.serve.intake.IntakeLog;
import dev.gatehouse.serve.intake.Piece;
import dev.gatehouse.serve.store.EvidenceStore.Evidence;
import dev.gatehouse.serve.store.EvidenceStore.Place;
import dev.gatehouse.serve.store.sqlite.SqliteEvidenceStore;
import dev.gatehouse.serve.watch.Snapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A frame a day, each in a file of its own. */
class RetentionTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T12:00:00Z");
  private static final int DAYS = 30;

  @TempDir Path folder;
  private IntakeLog log;
  private SqliteEvidenceStore evidence;
  private Snapshots snapshots;

  @BeforeEach
  void fill() throws IOException {
    log = IntakeLog.open(folder.resolve("intake"), 1);
    evidence = new SqliteEvidenceStore(folder.resolve("evidence.db"));
    snapshots = new Snapshots(folder.resolve("snapshots"));
    for (int day = 0; day < DAYS; day++) {
      Instant received = FIRST.plus(Duration.ofDays(day));
      long frame =
          log.append(
              received,
              received,
              List.of(new Piece("s", "u" + day, 1, List.of(), true, false)),
              new byte[0]);
      evidence.add(
          frame, List.of(new Evidence(new Place(frame, 0), "id" + day, 0, "a", "c", "word")));
    }
  }

  @AfterEach
  void close() throws IOException {
    log.close();
    evidence.close();
  }

  @Test
  void whatIsOlderThanItIsKeptGoesFromLogAndIndex() throws IOException {
    snapshot(DAYS);
    assertThat(retention(10).forget()).isEqualTo(20);
    assertThat(log.first()).isEqualTo(21);
    assertThat(evidence.find("id19")).isEmpty();
    assertThat(evidence.find("id20")).isPresent();
    assertThat(evidence.count()).isEqualTo(10);
  }

  @Test
  void whatNoSnapshotHoldsStays() throws IOException {
    assertThat(retention(1).forget()).isZero();
    snapshot(5);
    snapshot(12);
    assertThat(retention(1).forget()).isEqualTo(5);
    assertThat(log.first()).isEqualTo(6);
  }

  @Test
  void whatIsYoungStays() throws IOException {
    snapshot(DAYS);
    assertThat(retention(400).forget()).isZero();
    assertThat(log.first()).isEqualTo(1);
  }

  private void snapshot(long position) throws IOException {
    snapshots.write(position, FIRST, out -> out.write(1));
  }

  private Retention retention(int days) {
    // The last frame is half a day old.
    Instant now = FIRST.plus(Duration.ofDays(DAYS - 1)).plus(Duration.ofHours(12));
    return new Retention(
        log, evidence, snapshots, Duration.ofDays(days), Clock.fixed(now, ZoneOffset.UTC));
  }
}
