package dev.gatehouse.trail.write;

import dev.gatehouse.policy.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes CloudTrail records to gzip files in the layout of an S3 bucket.
 *
 * <p>A record goes into the file of its account, its region and the delivery slot that its delivery
 * time falls in: {@code AWSLogs/[o-id/]<account>/CloudTrail/<region>/yyyy/MM/dd/<account>_
 * CloudTrail_<region>_<yyyyMMddTHHmmZ>_<16 characters>.json.gz}. The time in a name is the end of
 * the slot. Files of slots that have passed are written by {@link #advance}; memory holds the open
 * slots only. Compression runs on one thread beside the caller's.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class TrailWriter implements RecordWriter {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);
  private static final byte[] HEAD = "{\"Records\":[".getBytes(StandardCharsets.UTF_8);
  private static final byte[] TAIL = "]}".getBytes(StandardCharsets.UTF_8);
  private static final int PENDING_FILES_MAX = 64;

  private final Path root;
  private final @Nullable String organizationId;
  private final long slotSeconds;
  private final String salt;
  private final Consumer<Path> stored;
  private final Map<String, Slot> open = new HashMap<>();
  private final PriorityQueue<Slot> due = new PriorityQueue<>();
  private final Set<Path> folders = new HashSet<>();
  private final ExecutorService compressor =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "trail-writer");
            thread.setDaemon(true);
            return thread;
          });
  private final Deque<Future<?>> pending = new ArrayDeque<>();
  private long records;
  private long files;

  /**
   * A writer into {@code root}, which stands for the bucket.
   *
   * @param organizationId of an organization's trail ({@code o-…}); null for an account's
   * @param slot length of a delivery slot; CloudTrail delivers about every five minutes
   */
  public TrailWriter(Path root, @Nullable String organizationId, Duration slot) {
    this(root, organizationId, slot, "", file -> {});
  }

  /**
   * A writer beside others.
   *
   * @param salt makes the names of its files differ from those that another writer gives to files
   *     of the same slot
   * @param stored hears of each file once it is whole, on the compressing thread
   */
  public TrailWriter(
      Path root,
      @Nullable String organizationId,
      Duration slot,
      String salt,
      Consumer<Path> stored) {
    if (slot.toSeconds() < 1) {
      throw new IllegalArgumentException("A delivery slot lasts at least one second.");
    }
    this.root = root;
    this.organizationId = organizationId;
    this.slotSeconds = slot.toSeconds();
    this.salt = salt;
    this.stored = stored;
  }

  @Override
  public void write(TrailRecord record, Instant delivered) {
    Slot slot = next(record.recipient(), record.region(), delivered);
    try {
      JsonWriter.line(slot.bytes, record::writeTo);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds one record that is JSON text already.
   *
   * @param record one JSON object, UTF-8
   * @param account of its {@code recipientAccountId}
   * @param region its {@code awsRegion}
   */
  public void write(byte[] record, String account, String region, Instant delivered) {
    next(account, region, delivered).bytes.writeBytes(record);
  }

  /** The slot that the next record goes into, with what stands before that record written. */
  private Slot next(String account, String region, Instant delivered) {
    Slot slot = slot(account, region, delivered);
    slot.bytes.writeBytes(slot.records == 0 ? HEAD : new byte[] {','});
    slot.records++;
    records++;
    return slot;
  }

  /** Writes the files of all slots that end at or before {@code now}. */
  @Override
  public void advance(Instant now) {
    while (!due.isEmpty() && due.peek().end <= now.getEpochSecond()) {
      submit(due.remove());
    }
  }

  /** Waits until the files of slots that have passed are written. */
  public void flush() {
    while (!pending.isEmpty()) {
      await(pending.remove());
    }
  }

  @Override
  public long records() {
    return records;
  }

  @Override
  public long files() {
    return files;
  }

  /** Writes what is open and waits for the last file. */
  @Override
  public void close() {
    try {
      while (!due.isEmpty()) {
        submit(due.remove());
      }
      flush();
    } finally {
      compressor.shutdown();
    }
  }

  private Slot slot(String account, String region, Instant delivered) {
    long end = (Math.floorDiv(delivered.getEpochSecond(), slotSeconds) + 1) * slotSeconds;
    return open.computeIfAbsent(
        account + '/' + region + '/' + end,
        key -> {
          Slot slot = new Slot(key, account, region, end);
          due.add(slot);
          return slot;
        });
  }

  private void submit(Slot slot) {
    open.remove(slot.key);
    Path file = file(slot);
    pending.add(compressor.submit(() -> store(slot, file)));
    files++;
    while (pending.size() > PENDING_FILES_MAX) {
      await(pending.remove());
    }
  }

  private Path file(Slot slot) {
    Instant end = Instant.ofEpochSecond(slot.end);
    String name =
        slot.account
            + "_CloudTrail_"
            + slot.region
            + '_'
            + MINUTE.format(end)
            + '_'
            + suffix(slot.key + salt)
            + ".json.gz";
    return root.resolve("AWSLogs")
        .resolve(organizationId == null ? "" : organizationId)
        .resolve(slot.account)
        .resolve("CloudTrail")
        .resolve(slot.region)
        .resolve(DAY.format(end))
        .resolve(name);
  }

  /** AWS draws these characters at random; a hash keeps the same input giving the same names. */
  private static String suffix(String key) {
    String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    long state = 1125899906842597L;
    for (int i = 0; i < key.length(); i++) {
      state = 31 * state + key.charAt(i);
    }
    StringBuilder suffix = new StringBuilder(16);
    for (int i = 0; i < 16; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      suffix.append(letters.charAt((int) Math.floorMod(state >>> 33, (long) letters.length())));
    }
    return suffix.toString();
  }

  private void store(Slot slot, Path file) {
    try {
      if (folders.add(file.getParent())) {
        Files.createDirectories(file.getParent());
      }
      ByteArrayOutputStream packed = new ByteArrayOutputStream(slot.bytes.size() / 4 + 64);
      try (OutputStream gzip = new FastGzip(packed)) {
        slot.bytes.writeTo(gzip);
        gzip.write(TAIL);
      }
      WholeFile.write(file, packed.toByteArray());
      stored.accept(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(Future<?> file) {
    try {
      file.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UncheckedIOException failure) {
        throw new UncheckedIOException(
            "The trail file could not be written: " + failure.getMessage(), failure.getCause());
      }
      throw new IllegalStateException("Writing a trail file failed.", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Writing the trail was interrupted.", e);
    }
  }

  /** Records are redundant enough that the fastest level already packs them ten to one. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 8192);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  private static final class Slot implements Comparable<Slot> {
    final String key;
    final String account;
    final String region;
    final long end;
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    int records;

    Slot(String key, String account, String region, long end) {
      this.key = key;
      this.account = account;
      this.region = region;
      this.end = end;
    }

    @Override
    public int compareTo(Slot other) {
      int byEnd = Long.compare(end, other.end);
      return byEnd != 0 ? byEnd : key.compareTo(other.key);
    }
  }
}
