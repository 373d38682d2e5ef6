package dev.gatehouse.serve.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.trail.read.Reason;
import dev.gatehouse.trail.read.Rejected;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeLogTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  @TempDir Path folder;

  @Test
  void whatWasAppendedIsReadAgain() throws Exception {
    Rejected rejected =
        new Rejected("file", 7, Reason.MALFORMED, "It is cut.", new byte[] {1, 2, 3});
    Piece piece = new Piece("folder:a", "b/c", 3, List.of(rejected), true, true);
    try (IntakeLog log = open()) {
      assertThat(log.append(NOON, NOON.minusSeconds(60), List.of(piece), bytes("{}{}{}")))
          .isEqualTo(1);
    }
    try (IntakeLog log = open();
        IntakeLog.Reader reader = log.read(1)) {
      Frame frame = reader.next(Duration.ZERO);
      assertThat(frame.received()).isEqualTo(NOON);
      assertThat(frame.floor()).isEqualTo(NOON.minusSeconds(60));
      assertThat(frame.pieces()).containsExactly(piece);
      assertThat(frame.records()).isEqualTo(bytes("{}{}{}"));
      assertThat(reader.next(Duration.ZERO)).isNull();
      assertThat(log.floor()).isEqualTo(NOON.minusSeconds(60));
    }
  }

  @Test
  void framesGoOnOverFilesAndRestarts() throws Exception {
    for (int start = 0; start < 3; start++) {
      try (IntakeLog log = open()) {
        for (int i = 0; i < 20; i++) {
          append(log);
        }
      }
    }
    try (IntakeLog log = open()) {
      assertThat(files()).hasSizeGreaterThan(3);
      assertThat(numbers(log, 1)).hasSize(60).startsWith(1L, 2L).endsWith(60L);
      assertThat(numbers(log, 33)).hasSize(28).startsWith(33L);
      assertThat(log.frame(41).number()).isEqualTo(41);
    }
  }

  @Test
  void everyTornEndIsCutOffAndNothingElse() throws Exception {
    try (IntakeLog log = IntakeLog.open(folder, 1 << 20)) {
      append(log);
      append(log);
    }
    Path file = files().get(0);
    byte[] whole = Files.readAllBytes(file);
    int first = whole.length / 2;
    for (int length = first; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      try (IntakeLog log = IntakeLog.open(folder, 1 << 20)) {
        assertThat(log.last()).as("cut to %s bytes", length).isEqualTo(1);
        assertThat(append(log)).isEqualTo(2);
        assertThat(numbers(log, 1)).containsExactly(1L, 2L);
      }
    }
  }

  @Test
  void damageBeforeTheEndIsNotTakenForATornEnd() throws Exception {
    try (IntakeLog log = IntakeLog.open(folder, 1 << 20)) {
      append(log);
      append(log);
      append(log);
    }
    try (RandomAccessFile file = new RandomAccessFile(files().get(0).toFile(), "rw")) {
      file.seek(Segment.HEAD_BYTES + 10);
      file.write(~file.read());
    }
    assertThatThrownBy(() -> IntakeLog.open(folder, 1 << 20))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Frame 1 is not in")
        .hasMessageContaining("damaged");
  }

  @Test
  void oldFilesAreDroppedWhole() throws Exception {
    try (IntakeLog log = open()) {
      for (int i = 0; i < 30; i++) {
        append(log);
      }
      assertThat(log.dropBefore(20)).isPositive();
      assertThat(log.first()).isBetween(2L, 20L);
      assertThat(numbers(log, log.first())).endsWith(30L);
      assertThatThrownBy(() -> log.frame(1)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aReaderWaitsForWhatIsToCome() throws Exception {
    try (IntakeLog log = open();
        IntakeLog.Reader reader = log.read(1)) {
      Thread writer =
          new Thread(
              () -> {
                try {
                  append(log);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      writer.start();
      assertThat(reader.next(Duration.ofSeconds(30))).isNotNull();
      writer.join();
    }
  }

  private IntakeLog open() throws IOException {
    return IntakeLog.open(folder, 500);
  }

  private static long append(IntakeLog log) throws IOException {
    Piece piece = new Piece("folder:a", "unit", 1, List.of(), true, true);
    return log.append(NOON, NOON, List.of(piece), bytes("{\"eventName\":\"x\"}"));
  }

  private static List<Long> numbers(IntakeLog log, long from) throws Exception {
    List<Long> numbers = new ArrayList<>();
    try (IntakeLog.Reader reader = log.read(from)) {
      for (Frame frame = reader.next(Duration.ZERO);
          frame != null;
          frame = reader.next(Duration.ZERO)) {
        numbers.add(frame.number());
      }
    }
    return numbers;
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
