package dev.gatehouse.trail.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.trail.SampleRecords;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A trail that was all delivered at once, so that all of it waits, goes through a heap that it does
 * not fit into. The heap is the measure: what is not bounded runs out of it.
 */
class BoundedMemoryTest {
  private static final int RECORDS_A_FILE = 500;
  private static final String FILLER = "\"filler\":\"" + "x".repeat(5000) + "\",";
  private static final String HEAP = "-Xmx48m";

  @TempDir Path folder;

  private record Ended(int code, String output) {}

  /** Files of {@link #RECORDS_A_FILE} records of about 6 KB, at random times of ten hours. */
  private void generate(int files) throws IOException {
    Random random = new Random(11);
    for (int i = 0; i < files; i++) {
      String name =
          String.format("123456789012_CloudTrail_eu-central-1_20260131T1200Z_%08d.json.gz", i);
      try (OutputStream out =
          new BufferedOutputStream(
              new GZIPOutputStream(Files.newOutputStream(folder.resolve(name))))) {
        for (int j = 0; j < RECORDS_A_FILE; j++) {
          String id = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
          String record =
              SampleRecords.record(id, random.nextInt(36_000))
                  .replace("\"Host\"", FILLER + "\"Host\"");
          out.write(record.getBytes(StandardCharsets.UTF_8));
          out.write('\n');
        }
      }
    }
  }

  private Ended merge(int heldEventsMax, long heldBytesMax) throws Exception {
    Path output = folder.resolve(".output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeapMerge.class.getName(),
                folder.toString(),
                String.valueOf(heldEventsMax),
                String.valueOf(heldBytesMax))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int code = process.waitFor();
    return new Ended(code, Files.readString(output));
  }

  private void fits(Ended ended, int records) {
    assertThat(ended.output()).startsWith(records + " delivered, 0 disordered, ");
    assertThat(ended.code()).isZero();
    String[] words = ended.output().strip().split(" ");
    assertThat(Long.parseLong(words[words.length - 1])).isGreaterThan(records / 2);
  }

  @Test
  void aTrailLargerThanTheHeapIsMergedWithinEitherBound() throws Exception {
    generate(50);
    fits(merge(1500, Long.MAX_VALUE), 50 * RECORDS_A_FILE);
    fits(merge(Integer.MAX_VALUE, 10 << 20), 50 * RECORDS_A_FILE);
    // The control: without a bound this heap is too small, so the two above prove something.
    assertThat(merge(Integer.MAX_VALUE, Long.MAX_VALUE).code()).isEqualTo(3);
  }

  @Test
  @Tag("long")
  void twoGigabytesAreMergedWithinTheBounds() throws Exception {
    generate(700);
    fits(merge(1500, 10 << 20), 700 * RECORDS_A_FILE);
  }
}
