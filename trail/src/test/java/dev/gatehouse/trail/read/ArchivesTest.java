package dev.gatehouse.trail.read;

import static dev.gatehouse.trail.SampleRecords.gzip;
import static dev.gatehouse.trail.SampleRecords.join;
import static dev.gatehouse.trail.SampleRecords.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class ArchivesTest {
  private static final String DIGEST =
      "AWSLogs/1/CloudTrail-Digest/123456789012_CloudTrail-Digest_us-east-1_t_us-east-1_20260131T100000Z.json.gz";

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] zip(Object... namesAndBytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndBytes.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndBytes[i]));
        zip.write((byte[]) namesAndBytes[i + 1]);
      }
    }
    return out.toByteArray();
  }

  private static byte[] tar(Object... namesAndBytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (int i = 0; i < namesAndBytes.length; i += 2) {
        byte[] content = (byte[]) namesAndBytes[i + 1];
        TarArchiveEntry entry = new TarArchiveEntry((String) namesAndBytes[i]);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }

  private static byte[] xz(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = new XZOutputStream(out, new LZMA2Options(1))) {
      packed.write(content);
    }
    return out.toByteArray();
  }

  private static byte[] bzip2(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = new BZip2CompressorOutputStream(out)) {
      packed.write(content);
    }
    return out.toByteArray();
  }

  @Test
  void tarHoldsFilesPackedOrNot() throws IOException {
    byte[] tar =
        tar("a.json", bytes(record("a")), "x/b.json.gz", gzip(record("b")), DIGEST, gzip("{}"));
    for (byte[] packed : new byte[][] {tar, gzip(tar), xz(tar), bzip2(tar)}) {
      Gathered gathered = Gathered.from(packed);
      assertThat(gathered.rejected).isEmpty();
      assertThat(gathered.ids()).containsExactly("a", "b");
      assertThat(gathered.skipped).containsExactly(Skipped.DIGEST);
    }
  }

  @Test
  void xzAndBzip2InAnyNumberOfParts() throws IOException {
    assertThat(Gathered.from(join(xz(bytes(record("a"))), xz(bytes(record("b"))))).ids())
        .containsExactly("a", "b");
    assertThat(Gathered.from(join(bzip2(bytes(record("a"))), bzip2(bytes(record("b"))))).ids())
        .containsExactly("a", "b");
  }

  @Test
  void whatIsDamagedIsSaidOnce() throws IOException {
    for (byte[] packed : new byte[][] {xz(bytes(record("a"))), bzip2(bytes(record("a")))}) {
      Gathered cut = Gathered.from(Arrays.copyOf(packed, packed.length - 20));
      assertThat(cut.reasons()).hasSize(1).doesNotContain(Reason.NOT_JSON);
      byte[] changed = packed.clone();
      changed[changed.length / 2] ^= 0x55;
      assertThat(Gathered.from(changed).reasons()).hasSize(1);
    }
    byte[] tar = tar("a.json", bytes(record("a")), "b.json", bytes(record("b")));
    Gathered cut = Gathered.from(Arrays.copyOf(tar, 2100));
    assertThat(cut.ids()).containsExactly("a");
    assertThat(cut.rejected).isNotEmpty();
  }

  @Test
  void archivesOneBehindTheOtherAreReadToTheEnd() throws IOException {
    byte[] one = zip("a.json", bytes(record("a")), "b.json", bytes(record("b")));
    byte[] two = zip("c.json", gzip(record("c")));
    Gathered gathered = Gathered.from(join(one, two, zip("d.json", bytes(record("d")))));
    assertThat(gathered.rejected).isEmpty();
    assertThat(gathered.ids()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void oneBudgetForAFileHoweverArchivesNest() throws IOException {
    TrailLimits limits = new TrailLimits(1 << 20, 64, 6, 1L << 30, 250, 1 << 20);
    byte[] blank = bytes(record("x") + " ".repeat(600_000));
    Object[] many = new Object[40];
    for (int i = 0; i < many.length; i += 2) {
      many[i] = i + ".json";
      many[i + 1] = blank;
    }
    byte[] inner = zip(many);
    byte[] nested = zip("a.zip", inner, "b.zip", inner, "c.zip", inner);
    for (byte[] bomb : new byte[][] {inner, nested, gzip(tar("a.zip", inner, "b.zip", inner))}) {
      Gathered gathered = Gathered.from(bomb, limits);
      assertThat(gathered.reasons()).containsExactly(Reason.TOO_LARGE);
      assertThat(gathered.events).hasSizeLessThan(8);
    }
  }

  @Test
  void whatIsLeftOutCountsAsWell() throws IOException {
    TrailLimits limits = new TrailLimits(1 << 20, 64, 6, 1L << 30, 250, 1 << 20);
    byte[] hidden = zip(DIGEST, new byte[50 << 20], "a.json", bytes(record("a")));
    assertThat(Gathered.from(hidden, limits).reasons()).containsExactly(Reason.TOO_LARGE);
  }

  @Test
  void aFolderNamedLikeThatOfDigestsSaysNothing() throws IOException {
    byte[] zip =
        zip(
            "CloudTrail-Digest/a.json",
            bytes(record("a")),
            "CloudTrail-Insight/b.json",
            bytes(record("b")));
    assertThat(Gathered.from(zip).ids()).containsExactly("a", "b");
    assertThat(TrailFile.byKey("x/CloudTrail-Digest/y.json")).isNull();
    assertThat(TrailFile.byKey(DIGEST)).isEqualTo(Skipped.DIGEST);
    assertThat(TrailFile.byKey(DIGEST + ".head.json")).isEqualTo(Skipped.DIGEST);
  }

  @Test
  void parquetIsRefusedWithAWayOut() {
    Gathered gathered = Gathered.from("PAR1" + "x".repeat(100) + "PAR1");
    assertThat(gathered.rejected).hasSize(1);
    assertThat(gathered.rejected.get(0).detail()).contains("Parquet", "JSON Lines");
  }
}
