package dev.gatehouse.trail.scan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Turns the bytes of JSON tokens, already checked by {@link JsonScanner}, into text. Bytes that are
 * not UTF-8, and halves of surrogate pairs, become U+FFFD: a record is not lost for one bad letter.
 */
public final class JsonText {
  private JsonText() {}

  /**
   * The text between two quotes, escapes undone; {@code from} and {@code to} exclude the quotes.
   */
  static String unquoted(byte[] bytes, int from, int to) {
    int escape = from;
    while (escape < to && bytes[escape] != '\\') {
      escape++;
    }
    if (escape == to) {
      return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
    byte[] plain = unescaped(bytes, from, to);
    return new String(plain, StandardCharsets.UTF_8);
  }

  /** The UTF-8 bytes between two quotes, escapes undone. */
  public static byte[] unescaped(byte[] bytes, int from, int to) {
    byte[] out = new byte[to - from];
    int n = 0;
    int p = from;
    while (p < to) {
      byte b = bytes[p++];
      if (b != '\\') {
        out[n++] = b;
        continue;
      }
      byte letter = bytes[p++];
      if (letter != 'u') {
        out[n++] = single(letter);
        continue;
      }
      int c = hex(bytes, p);
      p += 4;
      if (Character.isHighSurrogate((char) c)
          && p + 6 <= to
          && bytes[p] == '\\'
          && bytes[p + 1] == 'u'
          && Character.isLowSurrogate((char) hex(bytes, p + 2))) {
        c = Character.toCodePoint((char) c, (char) hex(bytes, p + 2));
        p += 6;
      }
      n = encode(c, out, n);
    }
    return Arrays.copyOf(out, n);
  }

  /** A JSON value as it stands, less the blanks between its tokens. */
  static byte[] compact(byte[] bytes, int from, int to) {
    byte[] out = new byte[to - from];
    int n = 0;
    boolean quoted = false;
    for (int p = from; p < to; p++) {
      byte b = bytes[p];
      if (quoted) {
        out[n++] = b;
        if (b == '\\') {
          out[n++] = bytes[++p];
        } else if (b == '"') {
          quoted = false;
        }
      } else if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        out[n++] = b;
        quoted = b == '"';
      }
    }
    return Arrays.copyOf(out, n);
  }

  private static byte single(byte letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> letter;
    };
  }

  private static int hex(byte[] bytes, int at) {
    int c = 0;
    for (int p = at; p < at + 4; p++) {
      c = c << 4 | Character.digit(bytes[p], 16);
    }
    return c;
  }

  private static int encode(int codePoint, byte[] out, int at) {
    int c = codePoint >= 0xD800 && codePoint <= 0xDFFF ? 0xFFFD : codePoint;
    int n = at;
    if (c < 0x80) {
      out[n++] = (byte) c;
    } else if (c < 0x800) {
      out[n++] = (byte) (0xC0 | c >> 6);
      out[n++] = (byte) (0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      out[n++] = (byte) (0xE0 | c >> 12);
      out[n++] = (byte) (0x80 | (c >> 6 & 0x3F));
      out[n++] = (byte) (0x80 | (c & 0x3F));
    } else {
      out[n++] = (byte) (0xF0 | c >> 18);
      out[n++] = (byte) (0x80 | (c >> 12 & 0x3F));
      out[n++] = (byte) (0x80 | (c >> 6 & 0x3F));
      out[n++] = (byte) (0x80 | (c & 0x3F));
    }
    return n;
  }
}
