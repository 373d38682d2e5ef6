package dev.gatehouse.trail.scan;

import java.util.Arrays;

/**
 * Finds where a JSON value ends that {@link JsonScanner} refuses: one that nests too deeply, is too
 * large to be held, has control characters in a text, an odd number or a comma too many. It goes
 * through the value once, piece by piece, and holds one bit for each level.
 *
 * <p>Loose about what a token holds, strict about how tokens follow each other: so a value that is
 * cut off, or one whose quotes do not pair, has no end here. Nor has one in which a line break
 * inside a text is followed by a brace: that is where a line of its own begins.
 */
public final class LooseValue {
  private static final int LEVELS_MAX = 1 << 24;

  private enum State {
    /** A value is due. */
    VALUE,
    /** After {@code [}: a value or the end. */
    FIRST_VALUE,
    /** After <code>{</code> or a comma in an object: a name or the end. */
    NAME,
    COLON,
    /** After a value. */
    AFTER,
    TEXT,
    ESCAPE,
    /** In a text, after a line break and blanks. */
    LINE,
    /** In a number or a word. */
    WORD,
    END,
    LOST
  }

  private long[] objects = new long[4];
  private int depth;
  private State state = State.VALUE;
  private boolean name;

  /** Begins with the first byte of a value. */
  public void start() {
    depth = 0;
    state = State.VALUE;
    name = false;
  }

  /** Whether the value has ended. */
  public boolean ended() {
    return state == State.END;
  }

  /** Whether the value has no end that can be told. */
  public boolean lost() {
    return state == State.LOST;
  }

  /**
   * Goes on through {@code bytes}.
   *
   * @return the position after the value if it {@link #ended}, where it got {@link #lost}, else
   *     {@code limit}
   */
  public int scan(byte[] bytes, int from, int limit) {
    int p = from;
    while (p < limit) {
      byte b = bytes[p];
      switch (state) {
        case TEXT -> text(b);
        case LINE -> line(b);
        case ESCAPE -> state = State.TEXT;
        case WORD -> {
          if (!isWord(b)) {
            afterValue();
            if (state != State.END) {
              between(b);
            }
          }
        }
        default -> between(b);
      }
      if (state == State.LOST) {
        return p;
      }
      if (state == State.END) {
        // A word ends before the byte that shows it, anything else with it.
        return isWordEnd ? p : p + 1;
      }
      p++;
    }
    return p;
  }

  private boolean isWordEnd;

  private void text(byte b) {
    if (b == '"') {
      if (name) {
        state = State.COLON;
      } else {
        isWordEnd = false;
        afterValue();
      }
    } else if (b == '\\') {
      state = State.ESCAPE;
    } else if (b == '\n' || b == '\r') {
      state = State.LINE;
    }
  }

  private void line(byte b) {
    if (b == '{') {
      state = State.LOST;
    } else if (b != '\n' && b != '\r' && b != ' ' && b != '\t') {
      state = State.TEXT;
      text(b);
    }
  }

  private void between(byte b) {
    if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
      return;
    }
    isWordEnd = false;
    switch (b) {
      case '"' -> quote();
      case '{', '[' -> open(b == '{');
      case '}', ']' -> close(b == '}');
      case ':' -> state = state == State.COLON ? State.VALUE : State.LOST;
      case ',' -> comma();
      default -> {
        boolean due = state == State.VALUE || state == State.FIRST_VALUE;
        state = due && isWord(b) ? State.WORD : State.LOST;
        isWordEnd = true;
      }
    }
  }

  private void quote() {
    boolean due = state == State.VALUE || state == State.FIRST_VALUE;
    name = state == State.NAME;
    state = due || name ? State.TEXT : State.LOST;
  }

  private void open(boolean object) {
    if ((state != State.VALUE && state != State.FIRST_VALUE) || depth == LEVELS_MAX) {
      state = State.LOST;
      return;
    }
    if (depth >> 6 == objects.length) {
      objects = Arrays.copyOf(objects, objects.length * 2);
    }
    long bit = 1L << (depth & 63);
    objects[depth >> 6] = object ? objects[depth >> 6] | bit : objects[depth >> 6] & ~bit;
    depth++;
    state = object ? State.NAME : State.FIRST_VALUE;
  }

  private void close(boolean object) {
    boolean complete =
        state == State.AFTER || (object ? state == State.NAME : state == State.FIRST_VALUE);
    if (depth == 0 || inObject() != object || !complete) {
      state = State.LOST;
      return;
    }
    depth--;
    afterValue();
  }

  private void comma() {
    boolean fits = state == State.AFTER && depth > 0;
    // One comma too many before an end is let pass, as FIRST_VALUE and NAME let it end there.
    state = !fits ? State.LOST : inObject() ? State.NAME : State.FIRST_VALUE;
  }

  private void afterValue() {
    state = depth == 0 ? State.END : State.AFTER;
  }

  private boolean inObject() {
    return (objects[(depth - 1) >> 6] & 1L << ((depth - 1) & 63)) != 0;
  }

  private static boolean isWord(byte b) {
    return (b >= '0' && b <= '9')
        || (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || b == '+'
        || b == '-'
        || b == '.'
        || b == '_';
  }
}
