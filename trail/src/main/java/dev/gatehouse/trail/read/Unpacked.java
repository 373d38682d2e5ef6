package dev.gatehouse.trail.read;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Undoes compression, found by the first bytes, never by a name. */
public final class Unpacked {
  /** How an input begins. */
  enum Form {
    PLAIN,
    GZIP,
    ZSTD,
    ZIP
  }

  private static final int HEAD_BYTES = 4;

  private Unpacked() {}

  /** Looks at the first bytes without taking them. */
  static Form form(PushbackInputStream in) throws IOException {
    byte[] head = new byte[HEAD_BYTES];
    int n = in.readNBytes(head, 0, HEAD_BYTES);
    in.unread(head, 0, n);
    return form(head, n);
  }

  static PushbackInputStream pushback(InputStream in) {
    return new PushbackInputStream(in, HEAD_BYTES);
  }

  private static Form form(byte[] head, int n) {
    if (n >= 2 && head[0] == 0x1F && head[1] == (byte) 0x8B) {
      return Form.GZIP;
    }
    if (n == HEAD_BYTES) {
      int magic =
          (head[0] & 0xFF)
              | (head[1] & 0xFF) << 8
              | (head[2] & 0xFF) << 16
              | (head[3] & 0xFF) << 24;
      if (magic == 0xFD2FB528 || (magic & 0xFFFFFFF0) == 0x184D2A50) {
        return Form.ZSTD;
      }
      if (magic == 0x04034B50 || magic == 0x06054B50) {
        return Form.ZIP;
      }
    }
    return Form.PLAIN;
  }

  /** {@code in} unpacked once, for a form other than {@link Form#ZIP}. */
  static InputStream once(InputStream in, Form form) throws IOException {
    return switch (form) {
      case GZIP -> new GzipStream(in);
      case ZSTD -> new ZstdFaults(new ZstdInputStream(in).setContinuous(false));
      case PLAIN, ZIP -> in;
    };
  }

  /**
   * The bytes of a file, unpacked once if it is gzip or zstd, within {@link TrailLimits#DEFAULT};
   * reading beyond them, or damaged bytes, is a {@link StreamFault}.
   */
  public static InputStream file(Path path) throws IOException {
    CountedStream packed =
        new CountedStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16));
    PushbackInputStream start = pushback(packed);
    return new BoundedStream(once(start, form(start)), packed, TrailLimits.DEFAULT);
  }

  /** A payload in memory, gzip, zstd or plain, within the bounds. */
  static InputStream of(byte[] payload, TrailLimits limits) {
    Form form = form(payload, Math.min(payload.length, HEAD_BYTES));
    CountedStream packed = new CountedStream(new ByteArrayInputStream(payload));
    try {
      return form == Form.PLAIN ? packed : new BoundedStream(once(packed, form), packed, limits);
    } catch (IOException e) {
      return new ByteArrayInputStream(payload);
    }
  }

  /** Says in our words what the zstd library reports. */
  private static final class ZstdFaults extends InputStream {
    private final ZstdInputStream in;

    ZstdFaults(ZstdInputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] out, int offset, int length) throws IOException {
      try {
        return in.read(out, offset, length);
      } catch (IOException e) {
        String message = String.valueOf(e.getMessage());
        boolean early = message.contains("Truncated") || message.contains("ended");
        throw early
            ? new StreamFault(Reason.TRUNCATED, "The zstd data ends early.")
            : new StreamFault(Reason.BAD_COMPRESSION, "The zstd data is damaged.");
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
