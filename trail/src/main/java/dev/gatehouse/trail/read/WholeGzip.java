package dev.gatehouse.trail.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks files of the usual kind in one go: a single gzip member of moderate size round plain
 * JSON. Anything else, and whatever is wrong with a file, is left to the streams, which hand out
 * what comes before a fault and say what it is.
 */
final class WholeGzip {
  private static final int PACKED_BYTES_MAX = 1 << 20;
  private static final int PLAIN_BYTES_MAX = 16 << 20;

  /** Buffers are kept for the next file up to this size. */
  private static final int KEPT_BYTES_MAX = 4 << 20;

  /** Header and trailer of an empty member without a name. */
  private static final int GZIP_BYTES_MIN = 18;

  private final TrailLimits limits;
  private final @Nullable Libdeflate libdeflate = Libdeflate.open();
  private final byte[] packed = new byte[libdeflate == null ? 0 : PACKED_BYTES_MAX];
  private byte[] plain = new byte[0];
  private int packedLength;

  WholeGzip(TrailLimits limits) {
    this.limits = limits;
  }

  /**
   * Takes the bytes of a file.
   *
   * @return how long {@link #plain} is; negative if the file is to be read from {@link #rest}
   */
  int unpack(InputStream file) throws IOException {
    packedLength = 0;
    Libdeflate inflater = libdeflate;
    if (inflater == null) {
      return -1;
    }
    packedLength = file.readNBytes(packed, 0, packed.length);
    if (packedLength < GZIP_BYTES_MIN
        || packedLength == packed.length
        || packed[0] != 0x1F
        || packed[1] != (byte) 0x8B) {
      return -1;
    }
    // What the file says of itself is believed within the limits only.
    long said = said();
    boolean isModest = said <= limits.ratioFreeBytes() || said / limits.ratioMax() <= packedLength;
    if (said > PLAIN_BYTES_MAX || said > limits.fileBytesMax() || !isModest) {
      return -1;
    }
    int length = (int) said;
    if (plain.length < length || (plain.length > KEPT_BYTES_MAX && length <= KEPT_BYTES_MAX)) {
      plain = new byte[Math.max(length, 1 << 18)];
    }
    int unpacked = inflater.gunzip(packed, packedLength, plain, length);
    return unpacked == length && beginsLikeJson(length) ? length : -1;
  }

  /** Nothing that is packed or not text begins so. */
  private boolean beginsLikeJson(int length) {
    return length > 0 && (plain[0] == '{' || plain[0] == '[');
  }

  /** The length that stands at the end of a member, modulo 2³². */
  private long said() {
    long length = 0;
    for (int i = 1; i <= 4; i++) {
      length = length << 8 | (packed[packedLength - i] & 0xFF);
    }
    return length;
  }

  /** What {@link #unpack} returned the length of. */
  byte[] plain() {
    return plain;
  }

  /** How many bytes {@link #unpack} took. */
  int packedLength() {
    return packedLength;
  }

  /** All bytes of the file, those taken and those that follow. */
  InputStream rest(InputStream file) {
    return packedLength == 0
        ? file
        : new SequenceInputStream(
            new ByteArrayInputStream(Arrays.copyOf(packed, packedLength)), file);
  }
}
