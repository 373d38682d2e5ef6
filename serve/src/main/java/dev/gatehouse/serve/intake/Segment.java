package dev.gatehouse.serve.intake;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One file of the intake log, named by the number of its first frame. A frame is its length, its
 * number, a checksum over both and its bytes, then these.
 */
final class Segment implements AutoCloseable {
  static final int HEAD_BYTES = Integer.BYTES + Long.BYTES + Integer.BYTES;
  private static final Pattern NAME = Pattern.compile("(\\d{20})\\.log");
  private static final int FRAME_BYTES_MAX = 1 << 29;

  private final Path file;
  private final FileChannel channel;

  private Segment(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static Path file(Path folder, long first) {
    return folder.resolve(String.format(Locale.ROOT, "%020d.log", first));
  }

  /** The number of the first frame of a segment's file; empty for any other file. */
  static OptionalLong first(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    return name.matches() ? OptionalLong.of(Long.parseLong(name.group(1))) : OptionalLong.empty();
  }

  static Segment toWrite(Path file) throws IOException {
    return new Segment(
        file,
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  static Segment toRead(Path file) throws IOException {
    return new Segment(file, FileChannel.open(file, StandardOpenOption.READ));
  }

  /**
   * A frame where it lies.
   *
   * @param offset of its first byte
   * @param next of the first byte behind it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Found(long number, long offset, long next, byte[] bytes) {}

  /** The frame at {@code offset}; null if there is none, or one that is torn or damaged. */
  @Nullable Found at(long offset) throws IOException {
    Found head = headAt(offset);
    if (head == null) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) (head.next() - offset - HEAD_BYTES));
    if (!fill(bytes, offset + HEAD_BYTES)) {
      return null;
    }
    ByteBuffer stored = ByteBuffer.allocate(Integer.BYTES);
    fill(stored, offset + Integer.BYTES + Long.BYTES);
    return stored.getInt(0) == checksum(head.number(), bytes.array())
        ? new Found(head.number(), offset, head.next(), bytes.array())
        : null;
  }

  /** Number and end of the frame at {@code offset}, unchecked, without its bytes. */
  @Nullable Found headAt(long offset) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
    if (!fill(head, offset)) {
      return null;
    }
    int length = head.getInt(0);
    return length < 0 || length > FRAME_BYTES_MAX
        ? null
        : new Found(head.getLong(Integer.BYTES), offset, offset + HEAD_BYTES + length, new byte[0]);
  }

  private boolean fill(ByteBuffer buffer, long offset) throws IOException {
    long at = offset;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, at);
      if (read < 0) {
        return false;
      }
      at += read;
    }
    return true;
  }

  /**
   * Writes a frame and makes it durable.
   *
   * @return the offset behind it
   * @throws IOException if the disk takes it not; then the file is as it was before
   */
  long write(long offset, long number, byte[] bytes) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(HEAD_BYTES + bytes.length);
    all.putInt(bytes.length).putLong(number).putInt(checksum(number, bytes)).put(bytes).flip();
    long at = offset;
    try {
      while (all.hasRemaining()) {
        at += channel.write(all, at);
      }
      channel.force(false);
      return at;
    } catch (IOException e) {
      cut(offset, e);
      throw e;
    }
  }

  private void cut(long offset, IOException cause) {
    try {
      channel.truncate(offset);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Drops what lies behind {@code offset}. */
  void cut(long offset) throws IOException {
    if (channel.size() > offset) {
      channel.truncate(offset);
      channel.force(true);
    }
  }

  long size() throws IOException {
    return channel.size();
  }

  private static int checksum(long number, byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
    sum.update(bytes);
    return (int) sum.getValue();
  }

  EOFException gone(long number) {
    return new EOFException(
        "Frame " + number + " is not in `" + file + "`, where it should be: the file is damaged.");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
