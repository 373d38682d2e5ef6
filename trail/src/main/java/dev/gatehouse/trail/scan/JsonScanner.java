package dev.gatehouse.trail.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Walks over JSON in a byte array, checking the grammar of RFC 8259 and building nothing.
 *
 * <p>A streaming parser of a library cannot say where a broken record ends, cannot go on after it,
 * and makes a string of every name. Here each method takes the position of a token and returns the
 * position after it, or {@link #FAULT} with {@link #fault} and {@link #faultAt} telling why: {@link
 * Fault#SHORT} asks for more bytes, anything else is final.
 *
 * <p>The bytes after the limit must be eight zeros: they let eight bytes be looked at in one go,
 * and stop every loop without a test of the bounds, since zero is no JSON token.
 */
public final class JsonScanner {
  /** What is returned instead of a position. */
  public static final int FAULT = -1;

  /** Bytes of zero that follow the limit. */
  public static final int SLACK = 8;

  public enum Fault {
    NONE,
    /** The bytes end inside a value. */
    SHORT,
    GRAMMAR,
    DEPTH
  }

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private final int depthMax;
  private byte[] bytes = new byte[SLACK];
  private int limit;
  private Fault fault = Fault.NONE;
  private int faultAt;
  private boolean spaced;

  public JsonScanner(int depthMax) {
    this.depthMax = depthMax;
  }

  /** Looks at {@code bytes} up to {@code limit} from now on. */
  public void over(byte[] bytes, int limit) {
    this.bytes = bytes;
    this.limit = limit;
    this.fault = Fault.NONE;
  }

  int limit() {
    return limit;
  }

  public Fault fault() {
    return fault;
  }

  public int faultAt() {
    return faultAt;
  }

  /** Whether blanks were passed since {@link #clearSpaced}. */
  boolean spaced() {
    return spaced;
  }

  void clearSpaced() {
    spaced = false;
  }

  /** Eight bytes as one number, the first byte lowest. */
  static long eight(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  public int blanks(int at) {
    byte[] b = bytes;
    if (b[at] > ' ') {
      return at;
    }
    int p = at;
    while (b[p] == ' ' || b[p] == '\n' || b[p] == '\r' || b[p] == '\t') {
      p++;
    }
    spaced |= p > at;
    return p;
  }

  /** Any value that starts at {@code at}; {@code depth} counts the levels around it. */
  public int value(int at, int depth) {
    return switch (bytes[at]) {
      case '"' -> string(at);
      case '{' -> object(at, depth);
      case '[' -> array(at, depth);
      case 't' -> literal(at, "true");
      case 'f' -> literal(at, "false");
      case 'n' -> literal(at, "null");
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(at);
      default -> unexpected(at);
    };
  }

  /** The string whose opening quote is at {@code at}. */
  public int string(int at) {
    byte[] b = bytes;
    int p = at + 1;
    while (true) {
      // The lowest set high bit marks the first quote, backslash or control character of the eight.
      long w = eight(b, p);
      long quote = w ^ 0x2222222222222222L;
      long escape = w ^ 0x5c5c5c5c5c5c5c5cL;
      long hit =
          (((quote - ONES) & ~quote)
                  | ((escape - ONES) & ~escape)
                  | ((w - 0x2020202020202020L) & ~w))
              & HIGHS;
      if (hit == 0) {
        p += 8;
        if (p > limit) {
          return unexpected(limit);
        }
        continue;
      }
      p += Long.numberOfTrailingZeros(hit) >>> 3;
      if (b[p] == '"') {
        return p + 1;
      }
      if (b[p] != '\\') {
        return unexpected(p);
      }
      p = escape(p);
      if (p < 0) {
        return p;
      }
    }
  }

  @SuppressWarnings("StatementSwitchToExpressionSwitch") // a case loops
  private int escape(int at) {
    byte[] b = bytes;
    switch (b[at + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
        return at + 2;
      case 'u':
        for (int p = at + 2; p < at + 6; p++) {
          if (Character.digit(b[p], 16) < 0) {
            return unexpected(p);
          }
        }
        return at + 6;
      default:
        return unexpected(at + 1);
    }
  }

  private int object(int at, int depth) {
    if (depth >= depthMax) {
      return fail(Fault.DEPTH, at);
    }
    int p = blanks(at + 1);
    if (bytes[p] == '}') {
      return p + 1;
    }
    while (true) {
      p = colon(p);
      if (p < 0) {
        return p;
      }
      p = value(p, depth + 1);
      if (p < 0) {
        return p;
      }
      p = blanks(p);
      if (bytes[p] == '}') {
        return p + 1;
      }
      if (bytes[p] != ',') {
        return unexpected(p);
      }
      p = blanks(p + 1);
    }
  }

  /** From the opening quote of a name to the first byte of its value. */
  public int colon(int at) {
    if (bytes[at] != '"') {
      return unexpected(at);
    }
    int p = string(at);
    return p < 0 ? p : afterName(p);
  }

  /** From the byte after a name to the first byte of its value. */
  public int afterName(int at) {
    int p = blanks(at);
    return bytes[p] == ':' ? blanks(p + 1) : unexpected(p);
  }

  private int array(int at, int depth) {
    if (depth >= depthMax) {
      return fail(Fault.DEPTH, at);
    }
    int p = blanks(at + 1);
    if (bytes[p] == ']') {
      return p + 1;
    }
    while (true) {
      p = value(p, depth + 1);
      if (p < 0) {
        return p;
      }
      p = blanks(p);
      if (bytes[p] == ']') {
        return p + 1;
      }
      if (bytes[p] != ',') {
        return unexpected(p);
      }
      p = blanks(p + 1);
    }
  }

  private int literal(int at, String word) {
    for (int i = 1; i < word.length(); i++) {
      if (bytes[at + i] != word.charAt(i)) {
        return unexpected(at + i);
      }
    }
    return at + word.length();
  }

  private int number(int at) {
    byte[] b = bytes;
    int p = b[at] == '-' ? at + 1 : at;
    if (b[p] == '0') {
      p++;
    } else {
      p = digits(p);
    }
    if (p >= 0 && b[p] == '.') {
      p = digits(p + 1);
    }
    if (p >= 0 && (b[p] == 'e' || b[p] == 'E')) {
      p++;
      p = digits(b[p] == '+' || b[p] == '-' ? p + 1 : p);
    }
    // A number at the very end of the bytes might go on.
    return p >= limit ? unexpected(limit) : p;
  }

  private int digits(int at) {
    int p = at;
    while (bytes[p] >= '0' && bytes[p] <= '9') {
      p++;
    }
    return p == at ? unexpected(p) : p;
  }

  int unexpected(int at) {
    return fail(at >= limit ? Fault.SHORT : Fault.GRAMMAR, at);
  }

  /** The bytes at {@code at} are not what the caller looks for, whatever follows. */
  public int notHere(int at) {
    return fail(Fault.GRAMMAR, at);
  }

  private int fail(Fault fault, int at) {
    this.fault = fault;
    this.faultAt = at;
    return FAULT;
  }
}
