package dev.gatehouse.trail.write;

import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes CloudTrail records to one gzip file of JSON Lines for each day of delivery (UTC), {@code
 * 2026-03-02.jsonl.gz}, in the order in which they come. A day is written beside its place and
 * takes it when it is over.
 */
public final class DayWriter implements RecordWriter {
  private final Path folder;
  private final TreeMap<LocalDate, Day> open = new TreeMap<>();
  private long records;
  private long files;

  /** A writer into {@code folder}, which is made if it is not there. */
  public DayWriter(Path folder) {
    this.folder = folder;
  }

  @Override
  public void write(TrailRecord record, Instant delivered) {
    LocalDate day = LocalDate.ofInstant(delivered, ZoneOffset.UTC);
    try {
      Day file = open.get(day);
      if (file == null) {
        Files.createDirectories(folder);
        file = new Day(WholeFile.begin(folder.resolve(day + ".jsonl.gz")));
        open.put(day, file);
        files++;
      }
      JsonWriter.line(file.gzip, record::writeTo);
      file.gzip.write('\n');
      records++;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  @Override
  public void advance(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    while (!open.isEmpty() && open.firstKey().isBefore(today)) {
      finish(open.pollFirstEntry());
    }
  }

  private static void finish(Map.Entry<LocalDate, Day> day) {
    try {
      day.getValue().finish();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static UncheckedIOException unwritable(IOException e) {
    return new UncheckedIOException(
        "The trail file could not be written: " + e.getMessage() + ".", e);
  }

  @Override
  public long records() {
    return records;
  }

  @Override
  public long files() {
    return files;
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      finish(open.pollFirstEntry());
    }
  }

  private static final class Day {
    final WholeFile file;
    final OutputStream gzip;

    Day(WholeFile file) throws IOException {
      this.file = file;
      this.gzip = new FastGzip(file);
    }

    void finish() throws IOException {
      file.whole();
      gzip.close();
    }
  }

  /** Records are redundant enough that the fastest level already packs them ten to one. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
