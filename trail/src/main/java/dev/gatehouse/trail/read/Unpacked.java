package dev.gatehouse.trail.read;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** Undoes compression, found by the first bytes, never by a name. */
public final class Unpacked {
  /** How an input begins. */
  enum Form {
    PLAIN,
    GZIP,
    ZSTD,
    XZ,
    BZIP2,
    UTF16_LITTLE,
    UTF16_BIG,
    ZIP,
    TAR,
    PARQUET;

    /** Whether it holds files, not one stream. */
    boolean isArchive() {
      return this == ZIP || this == TAR;
    }
  }

  /** A tar archive shows itself behind its first name and numbers. */
  private static final int HEAD_BYTES = 264;

  private static final byte[] TAR = {'u', 's', 't', 'a', 'r'};
  private static final int TAR_AT = 257;

  /** An xz dictionary is held in memory; {@code xz -9} takes 64 MiB. */
  private static final int XZ_KIBIBYTES_MAX = 100 << 10;

  private Unpacked() {}

  /** Looks at the first bytes without taking them. */
  static Form form(PushbackInputStream in) throws IOException {
    byte[] head = new byte[HEAD_BYTES];
    int n = in.readNBytes(head, 0, HEAD_BYTES);
    in.unread(head, 0, n);
    return form(head, n);
  }

  /** Whether the first byte that is no blank can begin JSON; a text in quotes may begin a table. */
  static boolean beginsLikeJson(PushbackInputStream in) throws IOException {
    byte[] head = new byte[HEAD_BYTES];
    int n = in.readNBytes(head, 0, HEAD_BYTES);
    in.unread(head, 0, n);
    for (int i = 0; i < n; i++) {
      if (head[i] == '{' || head[i] == '[') {
        return true;
      }
      if (head[i] > ' ') {
        return false;
      }
    }
    return n == 0;
  }

  static PushbackInputStream pushback(InputStream in) {
    return new PushbackInputStream(in, HEAD_BYTES);
  }

  private static Form form(byte[] head, int n) {
    if (n >= 2 && head[0] == 0x1F && head[1] == (byte) 0x8B) {
      return Form.GZIP;
    }
    if (n < 4) {
      return Form.PLAIN;
    }
    int magic =
        (head[0] & 0xFF) | (head[1] & 0xFF) << 8 | (head[2] & 0xFF) << 16 | (head[3] & 0xFF) << 24;
    if (magic == 0xFD2FB528 || (magic & 0xFFFFFFF0) == 0x184D2A50) {
      return Form.ZSTD;
    }
    if (magic == 0x04034B50 || magic == 0x06054B50) {
      return Form.ZIP;
    }
    if (magic == 0x587A37FD) {
      return Form.XZ;
    }
    if ((magic & 0xFFFFFF) == 0x685A42 && head[3] >= '1' && head[3] <= '9') {
      return Form.BZIP2;
    }
    if (magic == 0x31524150) {
      return Form.PARQUET;
    }
    if (n >= TAR_AT + TAR.length
        && Arrays.equals(head, TAR_AT, TAR_AT + TAR.length, TAR, 0, TAR.length)) {
      return Form.TAR;
    }
    return utf16(head);
  }

  /** By the byte order mark, or by a first character that JSON and names of columns begin with. */
  private static Form utf16(byte[] head) {
    int first = head[0] & 0xFF;
    int second = head[1] & 0xFF;
    if ((first == 0xFF && second == 0xFE)
        || (first > 0 && first < 0x80 && second == 0 && head[3] == 0 && head[2] != 0)) {
      return Form.UTF16_LITTLE;
    }
    return (first == 0xFE && second == 0xFF)
            || (first == 0 && second > 0 && second < 0x80 && head[2] == 0 && head[3] != 0)
        ? Form.UTF16_BIG
        : Form.PLAIN;
  }

  /** {@code in} unpacked once, for a form that is no archive. */
  static InputStream once(InputStream in, Form form) throws IOException {
    return switch (form) {
      case GZIP -> new GzipStream(in);
      case ZSTD -> new NamedFaults(new ZstdInputStream(in).setContinuous(false), "zstd");
      case XZ -> new NamedFaults(xz(in), "xz");
      case BZIP2 -> new NamedFaults(bzip2(in), "bzip2");
      case UTF16_LITTLE -> new Utf16Stream(in, StandardCharsets.UTF_16LE);
      case UTF16_BIG -> new Utf16Stream(in, StandardCharsets.UTF_16BE);
      case PLAIN, ZIP, TAR, PARQUET -> in;
    };
  }

  private static InputStream xz(InputStream in) throws IOException {
    try {
      return new XZInputStream(in, XZ_KIBIBYTES_MAX);
    } catch (IOException e) {
      throw new StreamFault(Reason.BAD_COMPRESSION, "The xz data is damaged.");
    }
  }

  private static InputStream bzip2(InputStream in) throws IOException {
    try {
      return new BZip2CompressorInputStream(in, true);
    } catch (IOException e) {
      throw new StreamFault(Reason.BAD_COMPRESSION, "The bzip2 data is damaged.");
    }
  }

  /**
   * The bytes of a file, unpacked once if it is gzip or zstd, within {@link TrailLimits#DEFAULT};
   * reading beyond them, or damaged bytes, is a {@link StreamFault}.
   */
  public static InputStream file(Path path) throws IOException {
    CountedStream packed =
        new CountedStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16));
    PushbackInputStream start = pushback(packed);
    return new Budget(TrailLimits.DEFAULT, packed).bound(once(start, form(start)));
  }

  /** A payload in memory, gzip, zstd or plain, within the bounds. */
  static InputStream of(byte[] payload, TrailLimits limits) {
    Form form = form(payload, Math.min(payload.length, HEAD_BYTES));
    CountedStream packed = new CountedStream(new ByteArrayInputStream(payload));
    try {
      return form == Form.PLAIN ? packed : new Budget(limits, packed).bound(once(packed, form));
    } catch (IOException e) {
      return new ByteArrayInputStream(payload);
    }
  }

  /** Says in our words what a library reports. */
  private static final class NamedFaults extends InputStream {
    private final InputStream in;
    private final String name;

    NamedFaults(InputStream in, String name) {
      this.in = in;
      this.name = name;
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
      } catch (StreamFault fault) {
        throw fault;
      } catch (IOException | RuntimeException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        boolean early =
            e instanceof EOFException
                || message.contains("truncated")
                || message.contains("ended")
                || message.contains("end of stream");
        throw early
            ? new StreamFault(Reason.TRUNCATED, "The " + name + " data ends early.")
            : new StreamFault(Reason.BAD_COMPRESSION, "The " + name + " data is damaged.");
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
