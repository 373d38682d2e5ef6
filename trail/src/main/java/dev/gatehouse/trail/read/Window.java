package dev.gatehouse.trail.read;

import dev.gatehouse.trail.scan.JsonScanner;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The part of a stream that lies in memory. It grows only while a single record needs it, up to a
 * bound, and ends in the zeros that {@link JsonScanner} wants.
 */
final class Window {
  private final int bytesMax;
  private byte[] bytes;
  private InputStream in = InputStream.nullInputStream();
  private long dropped;
  private int limit;
  private boolean ended;

  /**
   * @param bytesMax how far it may grow
   */
  Window(int bytes, int bytesMax) {
    this.bytes = new byte[bytes + JsonScanner.SLACK];
    this.bytesMax = bytesMax;
  }

  void open(InputStream in) {
    this.in = in;
    dropped = 0;
    limit = 0;
    ended = false;
    zeros();
  }

  byte[] bytes() {
    return bytes;
  }

  /** End of the bytes that are there. */
  int limit() {
    return limit;
  }

  /** Whether nothing comes after {@link #limit}. */
  boolean ended() {
    return ended;
  }

  /** Where {@code at} lies in the stream. */
  long offset(int at) {
    return dropped + at;
  }

  /** Whether {@link #more} can add to what begins at {@code from}. */
  boolean canHold(int from) {
    return limit - from < bytesMax;
  }

  /**
   * Drops what lies before {@code from}, which moves to position 0, and reads on until the window
   * is full or the stream ends. A stream that fails ends here; the exception goes to the caller
   * after what was read before is in place.
   */
  void more(int from) throws IOException {
    int kept = limit - from;
    if (from == 0 && kept == bytes.length - JsonScanner.SLACK) {
      bytes = Arrays.copyOf(bytes, Math.min(bytesMax, kept * 2) + JsonScanner.SLACK);
    } else {
      System.arraycopy(bytes, from, bytes, 0, kept);
    }
    dropped += from;
    limit = kept;
    try {
      int room = bytes.length - JsonScanner.SLACK;
      while (limit < room) {
        int n = in.read(bytes, limit, room - limit);
        if (n < 0) {
          ended = true;
          break;
        }
        limit += n;
      }
    } catch (IOException e) {
      ended = true;
      throw e;
    } finally {
      zeros();
    }
  }

  private void zeros() {
    Arrays.fill(bytes, limit, limit + JsonScanner.SLACK, (byte) 0);
  }
}
