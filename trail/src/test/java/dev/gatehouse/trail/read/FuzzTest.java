package dev.gatehouse.trail.read;

import static dev.gatehouse.trail.SampleRecords.gzip;
import static dev.gatehouse.trail.SampleRecords.quoted;
import static dev.gatehouse.trail.SampleRecords.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.trail.merge.MergeOptions;
import dev.gatehouse.trail.merge.TrailCounts;
import dev.gatehouse.trail.merge.TrailMerge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing that is put in is lost in silence: read, rejected and left out add up. Small with a fixed
 * seed; {@code long} draws new cases.
 */
class FuzzTest {
  private static final String[] VALUES = {
    "null",
    "true",
    "1e999",
    "-0",
    "\"\"",
    "{}",
    "[]",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "\"\\u001b[31m\"",
    "\"2026-13-45T99:99:99Z\"",
    "\"9999-12-31T23:59:59Z\"",
    "[[[[]]]]",
    "{\"a\":{\"eventName\":1}}",
    "\"aws:s3\"",
    "\"Insight\"",
    "123456789012345678901234567890",
    "\"{\\\"Records\\\":[]}\""
  };

  @TempDir Path folder;

  @Test
  void recordsAddUp() throws IOException {
    records(2_000, new Random(20261130));
  }

  @Test
  void filesAddUp() throws IOException {
    files(200, new Random(20261130));
  }

  @Tag("long")
  @Test
  void aHundredThousandRecordsAddUp() throws IOException {
    long seed = System.nanoTime();
    System.err.println("seed " + seed);
    records(100_000, new Random(seed));
  }

  @Tag("long")
  @Test
  void tenThousandFilesAddUp() throws IOException {
    long seed = System.nanoTime();
    System.err.println("seed " + seed);
    files(10_000, new Random(seed));
  }

  /** Each line is one thing, whatever its members hold: it comes out once. */
  private void records(int count, Random random) throws IOException {
    StringBuilder all = new StringBuilder();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String line = mutated(record("e" + random.nextInt(count), random.nextInt(80_000)), random);
      lines.add(line);
      all.append(line).append('\n');
    }
    Path file = folder.resolve("records.jsonl");
    Files.writeString(file, all);
    Set<String> ids = new HashSet<>();
    long[] out = {0};
    TrailMerge merge = merge(rejected -> {});
    merge.run(
        List.of(TrailFile.of("records", file)),
        (events, watermark) -> {
          out[0] += events.size();
          events.forEach(event -> assertThat(ids.add(event.id())).as(event.id()).isTrue());
        });
    TrailCounts counts = merge.counts();
    long skipped = counts.skipped().values().stream().mapToLong(Long::longValue).sum();
    assertThat(counts.records() + counts.rejectedTotal() + skipped).isEqualTo(count);
    assertThat(out[0] + counts.duplicates()).isEqualTo(counts.records());
    assertThat(counts.recovered()).isZero();
  }

  private static TrailMerge merge(java.util.function.Consumer<Rejected> rejects) {
    return new TrailMerge(
        new MergeOptions(TrailLimits.DEFAULT, Duration.ofHours(2), 1, 100_000, 1 << 28), rejects);
  }

  /** Other values, members taken away or twice; the grammar stays. */
  private static String mutated(String record, Random random) {
    String line = record;
    for (int n = random.nextInt(4); n > 0; n--) {
      String[] names = {
        "eventTime", "eventName", "eventSource", "eventID", "userIdentity", "requestParameters",
        "eventVersion", "sourceIPAddress", "recipientAccountId", "arn", "accountId", "type"
      };
      String name = names[random.nextInt(names.length)];
      String value = VALUES[random.nextInt(VALUES.length)];
      line =
          switch (random.nextInt(3)) {
            case 0 ->
                line.replaceFirst(
                    "\"" + name + "\":\"[^\"]*\"",
                    "\"" + name + "\":" + java.util.regex.Matcher.quoteReplacement(value));
            case 1 -> line.replaceFirst("\"" + name + "\":\"[^\"]*\",", "");
            default -> "{\"" + name + "x\":" + value + "," + line.substring(1);
          };
    }
    return line;
  }

  /** Bytes changed at random, in a form at random: the untouched files beside them are all read. */
  private void files(int count, Random random) throws IOException {
    List<TrailFile> files = new ArrayList<>();
    int whole = 0;
    for (int i = 0; i < count; i++) {
      byte[] bytes = packed(record("e" + i, random.nextInt(80_000)), random);
      boolean changed = random.nextBoolean();
      for (int n = changed ? 1 + random.nextInt(4) : 0; n > 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      whole += changed ? 0 : 1;
      Path file = folder.resolve((changed ? "c" : "w") + i);
      Files.write(file, bytes);
      files.add(TrailFile.of(file.getFileName().toString(), file));
    }
    Set<String> told = new HashSet<>();
    TrailMerge merge = merge(rejected -> told.add(rejected.file().replaceFirst("!.*", "")));
    long[] out = {0};
    merge.run(files, (events, watermark) -> out[0] += events.size());
    TrailCounts counts = merge.counts();
    assertThat(counts.files()).isEqualTo(count);
    assertThat(told).noneMatch(name -> name.startsWith("w"));
    long skipped = counts.skipped().values().stream().mapToLong(Long::longValue).sum();
    assertThat(counts.records()).isGreaterThanOrEqualTo(whole);
    assertThat(counts.records() + told.size() + skipped).isGreaterThanOrEqualTo(count);
    assertThat(out[0] + counts.duplicates()).isEqualTo(counts.records());
  }

  private static byte[] packed(String record, Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> bytes("{\"Records\":[" + record + "]}");
      case 1 -> gzip(record);
      case 2 -> com.github.luben.zstd.Zstd.compress(bytes(record));
      case 3 -> bytes("{\"Type\":\"Notification\",\"Message\":" + quoted(record) + "}");
      case 4 -> bytes("@timestamp,@message\n1,\"" + record.replace("\"", "\"\"") + "\"\n");
      case 5 -> record.getBytes(StandardCharsets.UTF_16LE);
      default -> bytes("2026-01-31T10:00:00Z " + record + "\n");
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
