package dev.gatehouse.trail.merge;

import dev.gatehouse.trail.TemporaryFiles;
import dev.gatehouse.trail.TrailEvent;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Events in order in a temporary file, read back once; the file goes away on close. */
final class SpilledRun implements EventSource {
  private static final int BUFFER_BYTES = 64 << 10;

  private final Path file;
  private final DataInputStream in;
  private @Nullable TrailEvent head;

  private SpilledRun(Path file) throws IOException {
    this.file = file;
    this.in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
    this.head = EventCodec.read(in);
  }

  /** Writes all that {@code events} holds. */
  static SpilledRun write(EventSource events) throws IOException {
    Path file = TemporaryFiles.create("merge-", ".run");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES))) {
      for (TrailEvent event = events.peek(); event != null; event = events.peek()) {
        EventCodec.write(event, out);
        events.advance();
      }
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    return new SpilledRun(file);
  }

  @Override
  public @Nullable TrailEvent peek() {
    return head;
  }

  @Override
  public void advance() throws IOException {
    head = EventCodec.read(in);
    if (head == null) {
      close();
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
    Files.deleteIfExists(file);
  }
}
