package dev.gatehouse.gate.state;

import dev.gatehouse.policy.json.JsonException;
import dev.gatehouse.policy.json.JsonReader;
import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonValue.JsonArray;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.trail.write.WholeFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A journal in one file, one line a transaction: its checksum, then its changes as JSON. A line is
 * forced to the disk before the call that made it is answered.
 *
 * <p>A process that dies while it writes leaves a broken last line, which was never answered and is
 * dropped. A broken line before the last is damage, and refused.
 */
public final class FileJournal implements Journal {
  private static final long COMPACT_BYTES_MIN = 16 << 20;

  private final Path file;
  private final FileChannel lock;
  private FileChannel channel;
  private long bytesAfterCompaction;

  private FileJournal(Path file, FileChannel lock) throws IOException {
    this.file = file;
    this.lock = lock;
    this.channel = open(file);
  }

  /**
   * Opens the journal of a folder, which is made if it is not there.
   *
   * @throws IOException with one sentence if it cannot be had, or another process has it
   */
  public static FileJournal open(Path folder, String name) throws IOException {
    Files.createDirectories(folder);
    FileChannel lock =
        FileChannel.open(
            folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() == null) {
        throw new OverlappingFileLockException();
      }
    } catch (OverlappingFileLockException taken) {
      lock.close();
      throw new IOException("The state in `" + folder + "` is used by another process.");
    }
    return new FileJournal(folder.resolve(name), lock);
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @Override
  public void replay(Consumer<State.Change> changes) {
    try {
      channel.position(0);
      long good = 0;
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
      long size = channel.size();
      for (Line line = Line.read(in); line != null; line = Line.read(in)) {
        List<State.Change> read = line.changes();
        if (read == null) {
          if (good + line.length() < size) {
            throw new IOException("The state in `" + file + "` is damaged at byte " + good + ".");
          }
          break;
        }
        read.forEach(changes);
        good += line.length();
      }
      channel.truncate(good);
      channel.position(good);
      bytesAfterCompaction = good;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void append(List<State.Change> changes) {
    try {
      long before = channel.position();
      try {
        write(channel, changes);
        channel.force(false);
      } catch (IOException e) {
        // What is half written would make the next line look like damage.
        channel.truncate(before);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The state in `" + file + "` cannot be written.", e);
    }
  }

  @Override
  public void compactIfWorthIt(Supplier<List<State.Change>> everything) {
    try {
      if (channel.position() > Math.max(COMPACT_BYTES_MIN, 4 * bytesAfterCompaction)) {
        replace(everything.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void replace(List<State.Change> everything) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      FileChannel next = open(fresh);
      for (int i = 0; i < everything.size(); i += 1_000) {
        write(next, everything.subList(i, Math.min(i + 1_000, everything.size())));
      }
      next.force(true);
      WholeFile.replace(fresh, file);
      channel.close();
      channel = next;
      bytesAfterCompaction = next.position();
    } catch (IOException e) {
      throw new UncheckedIOException("The state in `" + file + "` cannot be written.", e);
    }
  }

  private static void write(FileChannel to, List<State.Change> changes) throws IOException {
    byte[] json =
        JsonWriter.line(
                out -> {
                  out.writeStartArray();
                  for (State.Change change : changes) {
                    out.writeStartObject();
                    out.writeStringField("owner", change.owner());
                    out.writeStringField("kind", change.kind().name());
                    out.writeStringField("key", change.key());
                    if (change.item() != null) {
                      out.writeFieldName("item");
                      ItemJson.write(change.item(), out);
                    }
                    out.writeEndObject();
                  }
                  out.writeEndArray();
                })
            .getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream line = new ByteArrayOutputStream(json.length + 10);
    line.writeBytes(checksum(json).getBytes(StandardCharsets.US_ASCII));
    line.write(' ');
    line.writeBytes(json);
    line.write('\n');
    ByteBuffer buffer = ByteBuffer.wrap(line.toByteArray());
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
  }

  private static String checksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return String.format("%08x", crc.getValue());
  }

  @Override
  public void close() {
    try {
      channel.close();
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One line as read, whole or not. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Line(byte[] bytes, boolean ended) {
    static @Nullable Line read(InputStream in) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      int c = in.read();
      if (c < 0) {
        return null;
      }
      while (c >= 0 && c != '\n') {
        bytes.write(c);
        c = in.read();
      }
      return new Line(bytes.toByteArray(), c == '\n');
    }

    int length() {
      return bytes.length + (ended ? 1 : 0);
    }

    /** The changes; null when the line is broken. */
    @Nullable List<State.Change> changes() {
      if (!ended || bytes.length < 10) {
        return null;
      }
      byte[] json = Arrays.copyOfRange(bytes, 9, bytes.length);
      String sum = new String(bytes, 0, 8, StandardCharsets.US_ASCII);
      if (!sum.equals(checksum(json))) {
        return null;
      }
      try {
        List<State.Change> changes = new ArrayList<>();
        for (JsonValue each : ((JsonArray) JsonReader.read(json)).items()) {
          changes.add(change((JsonObject) each));
        }
        return changes;
      } catch (JsonException | IllegalArgumentException broken) {
        return null;
      }
    }

    private static State.Change change(JsonObject line) {
      return new State.Change(
          String.valueOf(line.text("owner")),
          Kind.valueOf(String.valueOf(line.text("kind"))),
          String.valueOf(line.text("key")),
          line.get("item") instanceof JsonObject item ? ItemJson.structure(item) : null);
    }
  }
}
