package dev.gatehouse.serve.intake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The durable log of everything taken in. What {@link #append} has returned from is on the disk and
 * may be acknowledged; whatever is computed later is a function of the log.
 *
 * <p>Files of some size, each named by its first frame. A frame that a crash tore lies at the end,
 * was never acknowledged, and is cut off when the log is opened. One writer, any number of readers.
 */
public final class IntakeLog implements AutoCloseable {
  private final Path folder;
  private final long segmentBytesMax;

  /** The files by the number of their first frame. */
  private final NavigableMap<Long, Path> segments = new ConcurrentSkipListMap<>();

  private @Nullable Segment writing;
  private long writtenTo;
  private long last;
  private Instant floor = Instant.MIN;
  private boolean closed;

  private IntakeLog(Path folder, long segmentBytesMax) {
    this.folder = folder;
    this.segmentBytesMax = segmentBytesMax;
  }

  /**
   * Opens the log of a folder, which is made if need be.
   *
   * @param segmentBytesMax size from which on another file is begun
   * @throws IOException if it cannot be read or written, or is damaged other than at its end
   */
  public static IntakeLog open(Path folder, long segmentBytesMax) throws IOException {
    Files.createDirectories(folder);
    IntakeLog log = new IntakeLog(folder, segmentBytesMax);
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(
          file -> {
            OptionalLong first = Segment.first(file);
            if (first.isPresent()) {
              log.segments.put(first.getAsLong(), file);
            }
          });
    }
    if (!log.segments.isEmpty()) {
      log.findEnd();
    }
    return log;
  }

  private void findEnd() throws IOException {
    long number = segments.lastKey();
    Segment segment = Segment.toWrite(segments.lastEntry().getValue());
    long offset = 0;
    Frame frame = null;
    for (Segment.Found found = segment.at(0); found != null; found = segment.at(offset)) {
      if (found.number() != number) {
        throw segment.gone(number);
      }
      frame = FrameCodec.read(number, found.bytes());
      number++;
      offset = found.next();
    }
    refuseDamage(segment, offset, number);
    segment.cut(offset);
    writing = segment;
    writtenTo = offset;
    last = number - 1;
    if (frame != null) {
      floor = frame.floor();
    } else if (segments.size() > 1) {
      // The crash came between the making of a file and its first frame.
      floor = frame(last).floor();
    }
  }

  /** What is torn lies at the end; behind what is damaged there may be frames to be saved. */
  private void refuseDamage(Segment segment, long offset, long number) throws IOException {
    Segment.Found bad = segment.headAt(offset);
    if (bad != null && bad.next() < segment.size() && segment.at(bad.next()) != null) {
      segment.close();
      throw segment.gone(number);
    }
  }

  /**
   * Appends a frame. When this returns, the frame is durable.
   *
   * @return the frame's number
   * @throws IOException if it could not be made durable; then it is not in the log
   */
  public synchronized long append(
      Instant received, Instant floor, List<Piece> pieces, byte[] records) throws IOException {
    if (closed) {
      throw new IOException("The intake log is closed.");
    }
    long number = last + 1;
    byte[] bytes = FrameCodec.write(new Frame(number, received, floor, pieces, records));
    Segment segment = writing;
    if (segment == null || writtenTo >= segmentBytesMax) {
      segment = begin(number);
    }
    writtenTo = segment.write(writtenTo, number, bytes);
    last = number;
    this.floor = floor;
    notifyAll();
    return number;
  }

  private Segment begin(long number) throws IOException {
    Path file = Segment.file(folder, number);
    Segment next = Segment.toWrite(file);
    // The name of the file has to be as durable as what it holds.
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
    if (writing != null) {
      writing.close();
    }
    writing = next;
    writtenTo = 0;
    segments.put(number, file);
    return next;
  }

  /** The number of the last frame; 0 if there is none. */
  public synchronized long last() {
    return last;
  }

  /** The floor of the last frame. */
  public synchronized Instant floor() {
    return floor;
  }

  /** The number of the first frame that is still there. */
  public synchronized long first() {
    return segments.isEmpty() ? last + 1 : segments.firstKey();
  }

  /** Bytes of all files. */
  public long bytes() throws IOException {
    long bytes = 0;
    for (Path file : segments.values()) {
      bytes += Files.exists(file) ? Files.size(file) : 0;
    }
    return bytes;
  }

  /** Waits until the frame is there. */
  private synchronized boolean await(long number, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (last < number && !closed) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      wait(Math.max(1, left / 1_000_000));
    }
    return last >= number;
  }

  /**
   * One frame.
   *
   * @throws IOException if it is not there any more
   */
  public Frame frame(long number) throws IOException {
    try (Reader reader = read(number)) {
      Frame frame = reader.next(Duration.ZERO);
      if (frame == null) {
        throw new IOException("Frame " + number + " is not in the intake log.");
      }
      return frame;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while reading the intake log.", e);
    }
  }

  /** Reads frames from {@code number} on. */
  public Reader read(long number) {
    return new Reader(number);
  }

  /**
   * Deletes the files whose frames all lie before {@code number}.
   *
   * @return how many
   */
  public synchronized int dropBefore(long number) throws IOException {
    int dropped = 0;
    while (segments.size() > 1) {
      Long second = segments.higherKey(segments.firstKey());
      if (second == null || second > number) {
        break;
      }
      Files.deleteIfExists(segments.firstEntry().getValue());
      segments.pollFirstEntry();
      dropped++;
    }
    return dropped;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    notifyAll();
    if (writing != null) {
      writing.close();
      writing = null;
    }
  }

  /** Reads frame after frame, and waits for those that are still to come. */
  public final class Reader implements AutoCloseable {
    private long number;
    private @Nullable Segment segment;
    private long offset;

    private Reader(long number) {
      this.number = number;
    }

    /** Number of the frame that comes next. */
    public long number() {
      return number;
    }

    /**
     * The next frame; null if none has come within {@code atMost}.
     *
     * @throws IOException if it cannot be read
     */
    public @Nullable Frame next(Duration atMost) throws IOException, InterruptedException {
      if (!await(number, atMost)) {
        return null;
      }
      if (segments.containsKey(number) && segment != null) {
        segment.close();
        segment = null;
      }
      if (segment == null) {
        find();
      }
      Segment in = segment;
      Segment.Found found = in == null ? null : in.at(offset);
      if (in == null || found == null || found.number() != number) {
        throw new IOException("Frame " + number + " of the intake log is damaged or gone.");
      }
      offset = found.next();
      number++;
      return FrameCodec.read(found.number(), found.bytes());
    }

    private void find() throws IOException {
      var entry = segments.floorEntry(number);
      if (entry == null) {
        return;
      }
      Segment found = Segment.toRead(entry.getValue());
      offset = 0;
      for (long at = entry.getKey(); at < number; at++) {
        Segment.Found head = found.headAt(offset);
        if (head == null) {
          found.close();
          return;
        }
        offset = head.next();
      }
      segment = found;
    }

    @Override
    public void close() throws IOException {
      if (segment != null) {
        segment.close();
        segment = null;
      }
    }
  }
}
