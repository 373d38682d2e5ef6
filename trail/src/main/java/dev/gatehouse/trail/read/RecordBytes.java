package dev.gatehouse.trail.read;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The JSON bytes of one record inside a reader's buffer. Valid only during {@link TrailSink#event};
 * one instance is used again for the next record.
 */
public final class RecordBytes {
  private byte[] bytes = new byte[0];
  private int from;
  private int to;

  RecordBytes() {}

  RecordBytes at(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    return this;
  }

  /** A copy that stays valid. */
  public byte[] copy() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** The record as text. */
  @Override
  public String toString() {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
