package dev.gatehouse.core.baseline.hour;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The last hours of a run: they were not over when it ended, so that a later run may read more of
 * them, or the same again. Which records they hold is remembered, by a hash of the id; so each is
 * learned once, however runs are cut.
 *
 * <p>Bounded: {@value #RECORDS_MAX} records; over that the oldest hour is no longer open.
 */
public final class OpenHours {
  private static final int RECORDS_MAX = 4_000_000;
  private static final int HOURS = 3;
  private static final int FORM = 1;

  private final TreeMap<Integer, Set<Long>> hours = new TreeMap<>();
  private final int openFrom;
  private int records;

  private OpenHours(int openFrom) {
    this.openFrom = openFrom;
  }

  /** No run before. */
  static OpenHours none() {
    return new OpenHours(Integer.MAX_VALUE);
  }

  /**
   * Those in {@code file}, as {@link #write} wrote them; none if it is not there.
   *
   * @throws IOException if the file holds something else
   */
  static OpenHours read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return none();
    }
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != FORM) {
        throw new IOException("`" + file + "` is of another version of Gatehouse; delete it.");
      }
      int count = in.readInt();
      TreeMap<Integer, Set<Long>> read = new TreeMap<>();
      for (int i = 0; i < count; i++) {
        int hour = in.readInt();
        int size = in.readInt();
        Set<Long> ids = new HashSet<>();
        for (int j = 0; j < size; j++) {
          ids.add(in.readLong());
        }
        read.put(hour, ids);
      }
      OpenHours open = new OpenHours(read.isEmpty() ? Integer.MAX_VALUE : read.firstKey());
      open.hours.putAll(read);
      open.records = read.values().stream().mapToInt(Set::size).sum();
      return open;
    }
  }

  /** Whether an hour was open when the run before ended: what comes now is added to it. */
  boolean wasOpen(int hour) {
    return hour >= openFrom;
  }

  /** Takes a record; false if the hour has it already. */
  public boolean add(int hour, String id) {
    if (!hours.isEmpty() && hour < hours.lastKey() - HOURS) {
      return true;
    }
    boolean isNew = hours.computeIfAbsent(hour, unseen -> new HashSet<>()).add(hash(id));
    records += isNew ? 1 : 0;
    while (hours.firstKey() < hours.lastKey() - HOURS
        || (records > RECORDS_MAX && hours.size() > 1)) {
      records -= hours.pollFirstEntry().getValue().size();
    }
    return isNew;
  }

  void write(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(FORM);
      out.writeInt(hours.size());
      for (Map.Entry<Integer, Set<Long>> hour : hours.entrySet()) {
        out.writeInt(hour.getKey());
        out.writeInt(hour.getValue().size());
        for (long id : hour.getValue().stream().sorted().toList()) {
          out.writeLong(id);
        }
      }
    }
  }

  private static long hash(String id) {
    CRC32 crc = new CRC32();
    crc.update(id.getBytes(StandardCharsets.UTF_8));
    return crc.getValue() << 32 | (id.hashCode() & 0xFFFFFFFFL);
  }
}
