package dev.gatehouse.trail.read;

import static dev.gatehouse.trail.SampleRecords.gzip;
import static dev.gatehouse.trail.SampleRecords.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file says the same whether it is unpacked in one go or as a stream, and whatever is wrong with
 * it. Where libdeflate cannot be had both ways are one.
 */
class WholeGzipTest {
  private static final String TEXT =
      IntStream.range(0, 40)
          .mapToObj(i -> record(Integer.toString(i), 1))
          .collect(Collectors.joining(",", "{\"Records\":[", "]}"));

  @TempDir Path folder;
  private final TrailReader reader = new TrailReader(TrailLimits.DEFAULT);

  @Test
  void unpacksAFileOfTheUsualKind() throws IOException {
    byte[] packed = gzip(TEXT);
    Gathered read = alike(packed, reader, TrailLimits.DEFAULT);
    assertThat(read.events).hasSize(40);
    assertThat(reader.bytesRead()).isEqualTo(packed.length);
    WholeGzip whole = new WholeGzip(TrailLimits.DEFAULT);
    int length = whole.unpack(new ByteArrayInputStream(packed));
    if (Libdeflate.open() != null) {
      assertThat(new String(whole.plain(), 0, length, java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo(TEXT);
    } else {
      assertThat(length).isNegative();
    }
  }

  @Test
  void aTornFileGivesWhatComesBeforeTheTear() throws IOException {
    byte[] packed = gzip(TEXT);
    for (int length = 0; length < packed.length; length += 7) {
      alike(Arrays.copyOf(packed, length), reader, TrailLimits.DEFAULT);
    }
  }

  @Test
  void aDamagedFileIsTheSameFault() throws IOException {
    Random random = new Random(14);
    byte[] packed = gzip(TEXT);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = packed.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      alike(damaged, reader, TrailLimits.DEFAULT);
    }
  }

  @Test
  void severalMembersPaddingAndWhatDoesNotBelongThere() throws IOException {
    byte[] packed = gzip(TEXT);
    assertThat(alike(join(packed, packed), reader, TrailLimits.DEFAULT).events).hasSize(80);
    assertThat(alike(join(packed, new byte[512]), reader, TrailLimits.DEFAULT).rejected).isEmpty();
    assertThat(alike(join(packed, new byte[] {1}), reader, TrailLimits.DEFAULT).reasons())
        .containsExactly(Reason.BAD_COMPRESSION);
    assertThat(alike(gzip(packed), reader, TrailLimits.DEFAULT).events).hasSize(40);
    alike(gzip(""), reader, TrailLimits.DEFAULT);
    alike(gzip("no JSON at all"), reader, TrailLimits.DEFAULT);
    alike(new byte[] {0x1F, (byte) 0x8B}, reader, TrailLimits.DEFAULT);
  }

  /** The length at the end of a member is the sender's word and decides nothing. */
  @Test
  void doesNotBelieveTheLengthThatAFileClaims() throws IOException {
    byte[] packed = gzip(TEXT);
    for (int claimed : new int[] {0, 1, TEXT.length() - 1, TEXT.length() + 1, 1 << 23, -1}) {
      byte[] lying = packed.clone();
      for (int i = 0; i < 4; i++) {
        lying[lying.length - 4 + i] = (byte) (claimed >>> 8 * i);
      }
      assertThat(alike(lying, reader, TrailLimits.DEFAULT).reasons())
          .containsExactly(Reason.BAD_COMPRESSION);
    }
  }

  @Test
  void aBombIsStoppedByTheSameLimits() throws IOException {
    byte[] bomb = gzip("[" + " ".repeat(3 << 20) + "]");
    TrailLimits usual = TrailLimits.DEFAULT;
    TrailLimits tight =
        new TrailLimits(
            usual.recordBytesMax(),
            usual.depthMax(),
            usual.containersMax(),
            1 << 20,
            usual.ratioMax(),
            usual.ratioFreeBytes());
    assertThat(alike(bomb, new TrailReader(tight), tight).reasons())
        .containsExactly(Reason.TOO_LARGE);
  }

  private Gathered alike(byte[] bytes, TrailReader reader, TrailLimits limits) throws IOException {
    Path file = Files.write(folder.resolve("trail.json"), bytes);
    Gathered whole = new Gathered();
    reader.read(new TrailFile("trail.json", file, null), whole);
    Gathered stream = Gathered.from(bytes, limits);
    assertThat(whole.events).isEqualTo(stream.events);
    assertThat(whole.raw).isEqualTo(stream.raw);
    assertThat(whole.reasons()).isEqualTo(stream.reasons());
    assertThat(whole.skipped).isEqualTo(stream.skipped);
    return whole;
  }

  private static byte[] join(byte[] first, byte[] second) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(first);
    out.write(second);
    return out.toByteArray();
  }
}
