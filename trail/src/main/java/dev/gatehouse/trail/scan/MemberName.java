package dev.gatehouse.trail.scan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A member's name as it stands in the text, quotes and colon included. Records name their members
 * in an order that hardly changes, so each name remembers which one came after it, and comparing
 * with that one replaces looking for the closing quote and looking up the name.
 */
final class MemberName {
  private static final byte[] NO_BYTES = new byte[0];

  private final long[] words;
  private final long lastMask;
  final int length;
  final @Nullable RecordField field;

  /** The name that came next the last time. */
  @Nullable MemberName next;

  /** The start of an object, before its first name. */
  MemberName() {
    this(NO_BYTES, null);
  }

  private MemberName(byte[] token, @Nullable RecordField field) {
    this.length = token.length;
    this.field = field;
    this.words = new long[(token.length + 7) / 8];
    byte[] padded = Arrays.copyOf(token, words.length * 8);
    for (int i = 0; i < words.length; i++) {
      words[i] = JsonScanner.eight(padded, i * 8);
    }
    int rest = token.length % 8;
    this.lastMask = rest == 0 ? -1L : -1L >>> (64 - 8 * rest);
  }

  /** The name that stands between {@code from} and {@code to}, without its quotes. */
  static MemberName of(byte[] bytes, int from, int to) {
    String token = '"' + new String(bytes, from, to - from, StandardCharsets.ISO_8859_1) + "\":";
    return new MemberName(
        token.getBytes(StandardCharsets.ISO_8859_1), RecordField.find(bytes, from, to));
  }

  /** Whether it stands at {@code at}; the bytes have the slack of {@link JsonScanner}. */
  boolean standsAt(byte[] bytes, int at, int limit) {
    if (limit - at < length) {
      return false;
    }
    int last = words.length - 1;
    for (int i = 0; i < last; i++) {
      if (words[i] != JsonScanner.eight(bytes, at + i * 8)) {
        return false;
      }
    }
    return words[last] == (JsonScanner.eight(bytes, at + last * 8) & lastMask);
  }
}
