package dev.gatehouse.trail.read;

import dev.gatehouse.trail.scan.JsonScanner;
import dev.gatehouse.trail.scan.KnownIdentities;
import dev.gatehouse.trail.scan.RecordField;
import dev.gatehouse.trail.scan.RecordScanner;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks through one uncompressed stream and hands each object that may be a record to a {@link
 * Recognizer}.
 *
 * <p>Between records it is lenient: {@code {"Records":[…]}}, arrays, JSON Lines, values written one
 * after the other and any mix of them are one thing, a series of objects with punctuation around.
 * Inside a record it is strict. What cannot be read is reported once, and the search for the next
 * record starts one byte after the beginning of the broken one, so that a record swallowed by a
 * broken quote or bracket is found: a record begins with a brace and a name that records have, and
 * no JSON string can hold that, since its quotes would be escaped.
 */
final class Splitter {
  private static final byte ARRAY = 1;
  private static final byte OBJECT = 2;
  private static final int WINDOW_BYTES = 256 << 10;
  private static final int NESTED_WINDOW_BYTES = 16 << 10;

  private final TrailLimits limits;
  private final boolean nested;
  private final Window window;
  private final JsonScanner json;
  private final RecordScanner scanner;
  private final Recognizer recognizer;

  /** The arrays and objects around the current position that are walked through, not held. */
  private final byte[] frames;

  private int depth;
  private boolean valueDue;
  private boolean broken;
  private long deepSince = -1;
  private boolean reported;
  private @Nullable IOException failure;

  Splitter(TrailLimits limits, int level, KnownIdentities known) {
    this.limits = limits;
    this.nested = level > 0;
    this.window = new Window(nested ? NESTED_WINDOW_BYTES : WINDOW_BYTES, limits.recordBytesMax());
    this.json = new JsonScanner(limits.depthMax());
    this.scanner = new RecordScanner(json, known);
    this.recognizer = new Recognizer(limits, level, json, scanner, known);
    this.frames = new byte[limits.depthMax()];
  }

  /**
   * Reads {@code in} to its end. Failures of the stream are rejections, not exceptions.
   *
   * @param outerOffset for a text inside a record, where that record begins; else negative
   * @return whether anything was found that is worth a word; a nested text that has nothing to do
   *     with CloudTrail is passed over without one
   */
  boolean read(InputStream in, String file, long outerOffset, TrailSink sink) {
    recognizer.begin(file, outerOffset, sink);
    depth = 0;
    valueDue = false;
    broken = false;
    reported = false;
    deepSince = -1;
    failure = null;
    window.open(in);
    int at = refill(0);
    if (at == window.limit() && failure == null && !nested) {
      recognizer.skipped(Skipped.EMPTY_FILE);
      return true;
    }
    boolean blank = true;
    while (true) {
      at = json.blanks(at);
      if (at < window.limit()) {
        blank = false;
        at = step(at);
      } else if (window.ended()) {
        break;
      } else {
        at = refill(at);
      }
    }
    finish(blank);
    return recognizer.found() > 0;
  }

  private void finish(boolean blank) {
    IOException fault = failure;
    if (fault != null && !reported) {
      reject(reason(fault), window.limit(), detail(fault));
    } else if (depth > 0 && !broken) {
      reject(Reason.TRUNCATED, window.limit(), "The text ends inside a list of records.");
    } else if (blank && !broken && !nested) {
      recognizer.skipped(Skipped.EMPTY_FILE);
    }
  }

  /** Drops the bytes before {@code from} and reads more; the new position of {@code from}. */
  private int refill(int from) {
    try {
      window.more(from);
    } catch (IOException e) {
      failure = e;
    }
    json.over(window.bytes(), window.limit());
    return 0;
  }

  @SuppressWarnings("StatementSwitchToExpressionSwitch") // reads as a table
  private int step(int at) {
    if (valueDue) {
      return object(at);
    }
    byte[] bytes = window.bytes();
    byte frame = depth == 0 ? 0 : frames[depth - 1];
    switch (bytes[at]) {
      case '{':
        return frame == OBJECT ? unreadable(at) : object(at);
      case '[':
        return frame == OBJECT ? unreadable(at) : push(ARRAY) ? at + 1 : tooDeep(at);
      case ']':
        return pop(ARRAY) ? at + 1 : unreadable(at);
      case '}':
        return pop(OBJECT) ? at + 1 : unreadable(at);
      case ',', 0x1E:
        return at + 1;
      case '"':
        return frame == OBJECT ? member(at) : text(at);
      case (byte) 0xEF:
        return bytes[at + 1] == (byte) 0xBB && bytes[at + 2] == (byte) 0xBF
            ? at + 3
            : unreadable(at);
      default:
        return unreadable(at);
    }
  }

  private int object(int at) {
    int end = scanner.scan(window.bytes(), at);
    if (end == RecordScanner.CARRIER) {
      if (!push(OBJECT)) {
        return tooDeep(at);
      }
      return walkInto(scanner.carrierAt());
    }
    if (end < 0) {
      return fault(at);
    }
    valueDue = false;
    recognizer.object(window.bytes(), at, end, window.offset(at));
    return end;
  }

  /** Goes on with the value at {@code at}, whose elements may be records. */
  private int walkInto(int at) {
    valueDue = window.bytes()[at] == '{';
    if (valueDue) {
      return at;
    }
    return push(ARRAY) ? at + 1 : tooDeep(at);
  }

  /** A member of an object that is walked through. */
  private int member(int at) {
    byte[] bytes = window.bytes();
    int p = json.string(at);
    if (p >= 0) {
      RecordField field = RecordField.find(bytes, at + 1, p - 1);
      p = json.afterName(p);
      if (p >= 0 && field != null && field.carriesMany() && (bytes[p] == '[' || bytes[p] == '{')) {
        return walkInto(p);
      }
      if (p >= 0) {
        int value = p;
        p = bytes[p] == '{' ? scanner.scan(bytes, p) : json.value(p, depth);
        if (p == RecordScanner.CARRIER) {
          return walkInto(value);
        }
        if (p >= 0 && bytes[value] == '{' && scanner.resemblesRecord()) {
          recognizer.object(bytes, value, p, window.offset(value));
        }
      }
    }
    return p >= 0 ? p : fault(at);
  }

  /** A record written as text where an object could stand. */
  private int text(int at) {
    int end = json.string(at);
    if (end < 0) {
      return fault(at);
    }
    if (end == window.limit() && !window.ended() && window.canHold(at)) {
      return refill(at);
    }
    // A lone quote makes a string of the beginning of a record; a letter after it gives that away.
    byte after = window.bytes()[end];
    boolean lone = Character.isLetterOrDigit(after) || after == '\\' || after == ':';
    if (lone) {
      return unreadable(at);
    }
    boolean taken = recognizer.text(window.bytes(), at, end, window.offset(at));
    return taken ? end : resume(at + 1);
  }

  /** The value at {@code at} cannot be read with the bytes that are there. */
  private int fault(int at) {
    if (wantsMore(at)) {
      return refill(at);
    }
    IOException cause = failure;
    int faultAt = json.faultAt();
    switch (json.fault()) {
      case SHORT -> {
        if (!window.ended()) {
          reject(
              Reason.OVERSIZED,
              at,
              "The record is larger than " + limits.recordBytesMax() + " bytes.");
        } else if (cause != null) {
          reported = true;
          reject(reason(cause), at, detail(cause));
        } else {
          reject(Reason.TRUNCATED, at, "The text ends inside the record.");
        }
      }
      case DEPTH -> rejectTooDeep(at);
      default ->
          reject(
              Reason.MALFORMED,
              at,
              "The record breaks the JSON grammar at its byte " + (faultAt - at) + ".");
    }
    return resume(at + 1);
  }

  private boolean wantsMore(int at) {
    return json.fault() == JsonScanner.Fault.SHORT && !window.ended() && window.canHold(at);
  }

  private int tooDeep(int at) {
    // A bomb is met again each time a deeper level is tried; it is one thing until a record comes.
    if (deepSince == recognizer.found()) {
      return resume(at + 1);
    }
    rejectTooDeep(at);
    deepSince = recognizer.found();
    return resume(at + 1);
  }

  private void rejectTooDeep(int at) {
    reject(Reason.TOO_DEEP, at, "The JSON nests deeper than " + limits.depthMax() + " levels.");
  }

  private int unreadable(int at) {
    if (recognizer.found() == 0 && depth == 0) {
      reject(Reason.NOT_JSON, at, "The text is not JSON.");
    } else {
      reject(Reason.MALFORMED, at, "The text between two records is not JSON.");
    }
    // A brace may open the next record: the object around it was not closed.
    return resume(window.bytes()[at] == '{' ? at : at + 1);
  }

  /** The start of the next record at or after {@code from}, or the end. */
  private int resume(int from) {
    broken = true;
    valueDue = false;
    while (depth > 0 && frames[depth - 1] == OBJECT) {
      depth--;
    }
    int p = from;
    while (true) {
      byte[] bytes = window.bytes();
      int limit = window.limit();
      while (p < limit && bytes[p] != '{') {
        p++;
      }
      if (p == limit) {
        if (window.ended()) {
          return p;
        }
        p = refillAfterOne(p);
        continue;
      }
      boolean startsLine = p > 0 && bytes[p - 1] == '\n';
      int verdict = startsLine ? p : opensLikeRecord(p);
      if (verdict >= 0) {
        verdict = scanner.scan(bytes, p);
        if (verdict == RecordScanner.CARRIER && depth + 2 <= frames.length) {
          return p;
        }
      }
      if (verdict >= 0 && (startsLine || scanner.resemblesRecord())) {
        return p;
      }
      p = verdict == JsonScanner.FAULT && wantsMore(p) ? refillAfterOne(p) : p + 1;
    }
  }

  /** Like {@link #refill}, keeping the byte before: a line's end tells where a line starts. */
  private int refillAfterOne(int from) {
    int kept = Math.min(from, 1);
    refill(from - kept);
    return kept;
  }

  /** A position if an object opens at {@code at} with a name that records have; else a fault. */
  private int opensLikeRecord(int at) {
    byte[] bytes = window.bytes();
    int name = json.blanks(at + 1);
    int end = json.colon(name);
    if (end < 0) {
      return end;
    }
    int nameEnd = json.string(name);
    boolean known = RecordField.find(bytes, name + 1, nameEnd - 1) != null;
    return known ? end : json.notHere(at);
  }

  private void reject(Reason reason, int at, String detail) {
    int to = Math.min(window.limit(), at + Rejected.START_BYTES_MAX);
    byte[] start = Arrays.copyOfRange(window.bytes(), Math.min(at, to), to);
    recognizer.reject(reason, window.offset(at), detail, start);
  }

  private static Reason reason(IOException failure) {
    return failure instanceof StreamFault fault ? fault.reason() : Reason.UNREADABLE;
  }

  private static String detail(IOException failure) {
    String message = failure.getMessage();
    return failure instanceof StreamFault && message != null
        ? message
        : "Reading stopped: " + (message == null ? failure.getClass().getSimpleName() : message);
  }

  private boolean push(byte frame) {
    if (depth == frames.length) {
      return false;
    }
    frames[depth++] = frame;
    return true;
  }

  private boolean pop(byte frame) {
    if (depth == 0 || frames[depth - 1] != frame) {
      return false;
    }
    depth--;
    return true;
  }
}
