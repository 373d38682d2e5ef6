package dev.gatehouse.trail.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Stops an unpacked stream that grows beyond the bounds of {@link TrailLimits}. */
final class BoundedStream extends InputStream {
  private final InputStream in;
  private final CountedStream packed;
  private final TrailLimits limits;
  private long bytes;

  /**
   * @param in the unpacked bytes
   * @param packed what they are made from
   */
  BoundedStream(InputStream in, CountedStream packed, TrailLimits limits) {
    this.in = in;
    this.packed = packed;
    this.limits = limits;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] out, int offset, int length) throws IOException {
    int n = in.read(out, offset, length);
    if (n > 0) {
      bytes += n;
      check();
    }
    return n;
  }

  private void check() throws StreamFault {
    if (bytes > limits.fileBytesMax()) {
      throw new StreamFault(
          Reason.TOO_LARGE,
          String.format(
              Locale.ROOT, "The file unpacks to more than %d bytes.", limits.fileBytesMax()));
    }
    if (bytes > limits.ratioFreeBytes() && bytes / limits.ratioMax() > packed.bytes()) {
      throw new StreamFault(
          Reason.TOO_LARGE,
          String.format(
              Locale.ROOT, "The file unpacks to more than %d times its size.", limits.ratioMax()));
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
