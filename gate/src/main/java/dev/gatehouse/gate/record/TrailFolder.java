package dev.gatehouse.gate.record;

import dev.gatehouse.policy.json.JsonException;
import dev.gatehouse.policy.json.JsonReader;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.trail.write.TrailWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Records on their way into files of the S3 layout, with a signed digest of the files each hour. A
 * record is first appended to {@code undelivered.jsonl}, which a later start delivers if the
 * process dies before its file is written; then a record can be there twice, under one event id.
 */
public final class TrailFolder {
  private static final Duration DIGEST_INTERVAL = Duration.ofHours(1);

  private final TrailWriter writer;
  private final FileChannel undelivered;
  private final DigestWriter digests;
  private final Duration slot;
  private Instant slotEnd;
  private Instant digestDue;

  private TrailFolder(
      TrailWriter writer,
      FileChannel undelivered,
      DigestWriter digests,
      Duration slot,
      Instant now) {
    this.writer = writer;
    this.undelivered = undelivered;
    this.digests = digests;
    this.slot = slot;
    this.slotEnd = end(slot, now);
    this.digestDue = end(DIGEST_INTERVAL, now);
  }

  /**
   * Opens a folder and takes up what an earlier process left undelivered.
   *
   * @param slot how often files are delivered
   */
  public static TrailFolder open(Path folder, Duration slot, DigestSigner signer, Instant now)
      throws IOException {
    Files.createDirectories(folder);
    Path left = folder.resolve("undelivered.jsonl");
    List<String> lines = Files.exists(left) ? Files.readAllLines(left) : List.of();
    DigestWriter digests = DigestWriter.open(folder, signer, now);
    TrailWriter writer = new TrailWriter(folder, null, slot, now.toString(), digests::add);
    for (String line : lines) {
      try {
        JsonObject record = (JsonObject) JsonReader.read(line);
        String account = String.valueOf(record.text("recipientAccountId"));
        String region = String.valueOf(record.text("awsRegion"));
        writer.write(line.getBytes(StandardCharsets.UTF_8), account, region, now);
      } catch (JsonException broken) {
        // The last line of a process that died while it wrote; its call was not answered.
      }
    }
    FileChannel channel =
        FileChannel.open(left, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.position(channel.size());
    if (!lines.isEmpty() && !lines.get(lines.size() - 1).endsWith("}")) {
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
    }
    return new TrailFolder(writer, channel, digests, slot, now);
  }

  /** Adds one record, as JSON on one line. */
  synchronized void add(String record, String account, String region, Instant now) {
    byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
    try {
      // First what is due: delivering empties the file that keeps this record until its own turn.
      deliverDue(now);
      ByteBuffer line = ByteBuffer.allocate(bytes.length + 1).put(bytes).put((byte) '\n').flip();
      while (line.hasRemaining()) {
        undelivered.write(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The trail cannot be written.", e);
    }
    writer.write(bytes, account, region, now);
  }

  /** Writes the files of slots that are over. */
  public synchronized void deliver(Instant now) {
    try {
      deliverDue(now);
    } catch (IOException e) {
      throw new UncheckedIOException("The trail cannot be written.", e);
    }
  }

  private void deliverDue(Instant now) throws IOException {
    if (now.isBefore(slotEnd) || !undelivered.isOpen()) {
      return;
    }
    writer.advance(now);
    writer.flush();
    undelivered.truncate(0);
    slotEnd = end(slot, now);
    if (!now.isBefore(digestDue)) {
      Instant next = end(DIGEST_INTERVAL, now);
      digests.write(next.minus(DIGEST_INTERVAL));
      digestDue = next;
    }
  }

  private static Instant end(Duration interval, Instant now) {
    long seconds = interval.toSeconds();
    return Instant.ofEpochSecond((Math.floorDiv(now.getEpochSecond(), seconds) + 1) * seconds);
  }

  /** Writes what is open, and the digests up to now. */
  public synchronized void close(Instant now) {
    try {
      writer.close();
      digests.write(now);
      undelivered.truncate(0);
      undelivered.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The trail cannot be written.", e);
    }
  }
}
