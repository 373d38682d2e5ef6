package dev.gatehouse.trail.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * What one file may unpack to, all that is packed in it taken together, however it is nested. See
 * {@link TrailLimits}.
 */
final class Budget {
  private final TrailLimits limits;
  private final CountedStream packed;
  private long bytes;
  private boolean spent;

  /**
   * @param packed the file as it lies there
   */
  Budget(TrailLimits limits, CountedStream packed) {
    this.limits = limits;
    this.packed = packed;
  }

  /** Whether nothing more of the file may be unpacked. */
  boolean isSpent() {
    return spent;
  }

  /** Counts what is unpacked from {@code in}, and stops it where the budget ends. */
  InputStream bound(InputStream in) {
    return new Bounded(in);
  }

  private void count(int n) throws StreamFault {
    bytes += n;
    if (bytes > limits.fileBytesMax()) {
      throw fault("The file unpacks to more than %d bytes.", limits.fileBytesMax());
    }
    if (bytes > limits.ratioFreeBytes() && bytes / limits.ratioMax() > packed.bytes()) {
      throw fault("The file unpacks to more than %d times its size.", limits.ratioMax());
    }
  }

  private StreamFault fault(String sentence, long bound) {
    spent = true;
    return new StreamFault(Reason.TOO_LARGE, String.format(Locale.ROOT, sentence, bound));
  }

  private final class Bounded extends InputStream {
    private final InputStream in;

    Bounded(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] out, int offset, int length) throws IOException {
      if (spent) {
        return -1;
      }
      int n = in.read(out, offset, length);
      if (n > 0) {
        count(n);
      }
      return n;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
