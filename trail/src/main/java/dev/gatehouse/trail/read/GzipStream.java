package dev.gatehouse.trail.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip (RFC 1952): any number of members one after the other, zero padding after the last.
 *
 * <p>Unlike {@link java.util.zip.GZIPInputStream} it does not ask the source how many bytes are
 * {@code available()} to find out whether a member follows, and everything unpacked before a fault
 * is handed out before the fault is thrown.
 */
final class GzipStream extends InputStream {
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int HEADER_CRC = 2;

  private InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[64 << 10];
  private int at;
  private int end;
  private boolean inMember;
  private boolean any;

  GzipStream(InputStream in) {
    this.in = in;
  }

  /** Goes on with another source, from its start; the one before is left as it is. */
  void open(InputStream in) {
    this.in = in;
    at = 0;
    end = 0;
    inMember = false;
    any = false;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] out, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      if (!inMember && !openMember()) {
        return -1;
      }
      try {
        int n = inflater.inflate(out, offset, length);
        if (n > 0) {
          crc.update(out, offset, n);
          return n;
        }
      } catch (DataFormatException e) {
        throw new StreamFault(Reason.BAD_COMPRESSION, "The gzip data is damaged.");
      }
      if (inflater.finished()) {
        at = end - inflater.getRemaining();
        closeMember();
      } else if (inflater.needsDictionary()) {
        throw new StreamFault(Reason.BAD_COMPRESSION, "The gzip data asks for a dictionary.");
      } else {
        if (!fill()) {
          throw truncated();
        }
        inflater.setInput(buffer, 0, end);
        at = end;
      }
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }

  /** Reads a member's header; false at the end of the source. */
  private boolean openMember() throws IOException {
    int first = next();
    while (any && first == 0) {
      first = next();
    }
    if (first < 0) {
      return false;
    }
    if (first != 0x1F || next() != 0x8B) {
      throw new StreamFault(
          Reason.BAD_COMPRESSION, "What follows the end of the gzip data is not gzip.");
    }
    if (require() != 8) {
      throw new StreamFault(Reason.BAD_COMPRESSION, "The gzip data uses an unknown method.");
    }
    int flags = require();
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(require() | require() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
    inflater.reset();
    inflater.setInput(buffer, at, end - at);
    crc.reset();
    inMember = true;
    any = true;
    return true;
  }

  private void closeMember() throws IOException {
    long expected = fourBytes();
    long size = fourBytes();
    inMember = false;
    if (expected != crc.getValue() || size != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
      throw new StreamFault(
          Reason.BAD_COMPRESSION, "The checksum at the end of the gzip data does not fit it.");
    }
  }

  private long fourBytes() throws IOException {
    return (require() | require() << 8 | require() << 16 | (long) require() << 24) & 0xFFFFFFFFL;
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      require();
    }
  }

  private void skipText() throws IOException {
    int b = require();
    while (b != 0) {
      b = require();
    }
  }

  private int require() throws IOException {
    int b = next();
    if (b < 0) {
      throw truncated();
    }
    return b;
  }

  private int next() throws IOException {
    return at < end || fill() ? buffer[at++] & 0xFF : -1;
  }

  private boolean fill() throws IOException {
    int n = in.read(buffer, 0, buffer.length);
    at = 0;
    end = Math.max(n, 0);
    return n > 0;
  }

  private static StreamFault truncated() {
    return new StreamFault(Reason.TRUNCATED, "The gzip data ends early.");
  }
}
