package dev.gatehouse.trail.read;

import dev.gatehouse.trail.Fidelity;
import dev.gatehouse.trail.scan.JsonScanner;
import dev.gatehouse.trail.scan.KnownIdentities;
import dev.gatehouse.trail.scan.LooseValue;
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
 * after the other and any mix of them are one thing, a series of objects with punctuation around;
 * and so are lines that begin with a time or the like, as exports of logs have them. Inside a
 * record it is strict. What cannot be read is reported once. Where it has an end, however deep,
 * large or odd it is, all of it is set aside. Where it has none, the search for the next record
 * starts one byte after its beginning, so that a record swallowed by a broken quote or bracket is
 * found: a record begins with a brace and a name that records have, and no JSON string can hold
 * that, since its quotes would be escaped. What is found so is {@link Fidelity#RECOVERED} until
 * lines show again where a record begins.
 */
final class Splitter {
  private static final byte ARRAY = 1;
  private static final byte OBJECT = 2;

  /** An array that may hold rows: arrays whose objects are the fields of one thing. */
  private static final byte ROWS = 3;

  private static final int WINDOW_BYTES = 256 << 10;
  private static final int NESTED_WINDOW_BYTES = 16 << 10;

  /** How much of a line may stand before its record. */
  private static final int PREFIX_BYTES_MAX = 1024;

  /** How often a byte is looked at, on average, in the search for the next record. */
  private static final int LOOKS_MAX = 8;

  private final TrailLimits limits;
  private final boolean nested;
  private final Window window;
  private final JsonScanner json;
  private final RecordScanner scanner;
  private final Recognizer recognizer;

  /** The arrays and objects around the current position that are walked through, not held. */
  private final byte[] frames;

  private final LooseValue loose = new LooseValue();

  private int depth;
  private boolean valueDue;
  private boolean broken;
  private long deepSince = -1;
  private boolean reported;

  /** Whether what comes next begins on a line of its own, and the first byte of that line. */
  private boolean newLine;

  private byte lineStart;

  /** Whether what is found may lie inside something broken. */
  private boolean recovering;

  /** Whether all of the stream lies inside something broken, or was rewritten. */
  private Fidelity fidelity = Fidelity.WHOLE;

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
   * @param fidelity how what is in it came to us, at best
   * @return whether anything was found that is worth a word; a nested text that has nothing to do
   *     with CloudTrail is passed over without one
   */
  boolean read(InputStream in, String file, long outerOffset, Fidelity fidelity, TrailSink sink) {
    this.fidelity = fidelity;
    recognizer.begin(file, outerOffset, sink);
    depth = 0;
    valueDue = false;
    broken = false;
    reported = false;
    deepSince = -1;
    newLine = true;
    recovering = false;
    failure = null;
    window.open(in);
    int at = refill(0);
    if (at == window.limit() && failure == null && !nested) {
      recognizer.skipped(Skipped.EMPTY_FILE);
      return true;
    }
    boolean blank = true;
    while (true) {
      int from = at;
      at = json.blanks(from);
      if (at > from && hasNewLine(from, at)) {
        newLine = true;
        lineStart = 0;
      }
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

  /** Reads the rows of a table to their end. */
  void read(Table table, InputStream in, String file, TrailSink sink) {
    recognizer.begin(file, -1, sink);
    table.read(in, file, limits, recognizer, sink);
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

  private boolean hasNewLine(int from, int to) {
    byte[] bytes = window.bytes();
    for (int p = from; p < to; p++) {
      if (bytes[p] == '\n') {
        return true;
      }
    }
    return false;
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
        if (frame == ROWS) {
          return row(at);
        }
        return frame == OBJECT ? unreadable(at) : push(ARRAY) ? at + 1 : tooDeep(at);
      case ']':
        return pop(ARRAY) || pop(ROWS) ? at + 1 : unreadable(at);
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
        int record = depth == 0 && newLine ? recordOfLine(at) : at;
        return record > at ? record : unreadable(at);
    }
  }

  /** Where the record begins in a line that begins with something else; else {@code at}. */
  private int recordOfLine(int at) {
    byte first = window.bytes()[at];
    if (window.limit() - at < PREFIX_BYTES_MAX && !window.ended()) {
      int moved = refill(at);
      return moved == at ? recordOfLine(at) : moved;
    }
    byte[] bytes = window.bytes();
    int end = Math.min(window.limit(), at + PREFIX_BYTES_MAX);
    for (int p = at; p < end && bytes[p] != '\n' && bytes[p] != '"'; p++) {
      if (bytes[p] == '{' && bytes[json.blanks(p + 1)] == '"') {
        lineStart = first;
        return p;
      }
    }
    return at;
  }

  private int object(int at) {
    int end = scanner.scan(window.bytes(), at);
    if (end == RecordScanner.CARRIER) {
      if (!push(OBJECT)) {
        return tooDeep(at);
      }
      return walkInto(scanner.carrierAt(), scanner.carrierOfRows());
    }
    if (end < 0) {
      return fault(at);
    }
    valueDue = false;
    hand(at, end);
    return end;
  }

  /** Hands on the object that was scanned. */
  private void hand(int at, int end) {
    if (recovering && isLine(end)) {
      recovering = false;
    }
    newLine = false;
    recognizer.object(
        window.bytes(), at, end, window.offset(at), recovering ? Fidelity.RECOVERED : fidelity);
  }

  /** Whether the object is a line, and the next line begins like its own. */
  private boolean isLine(int end) {
    if (depth > 0 || !newLine) {
      return false;
    }
    byte[] bytes = window.bytes();
    int next = json.blanks(end);
    if (next == window.limit()) {
      return window.ended();
    }
    byte start = lineStart == 0 ? (byte) '{' : lineStart;
    return hasNewLine(end, next)
        && (bytes[next] == start || (isDigit(bytes[next]) && isDigit(start)));
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** Goes on with the value at {@code at}, whose elements may be records. */
  private int walkInto(int at, boolean rows) {
    valueDue = window.bytes()[at] == '{';
    if (valueDue) {
      return at;
    }
    return push(rows ? ROWS : ARRAY) ? at + 1 : tooDeep(at);
  }

  /** An array in an array of rows: its objects are the fields of one thing. */
  private int row(int at) {
    int end = json.value(at, depth);
    if (end < 0) {
      return fault(at);
    }
    recognizer.row(
        window.bytes(), at, end, window.offset(at), recovering ? Fidelity.RECOVERED : fidelity);
    return end;
  }

  /** A member of an object that is walked through. */
  private int member(int at) {
    byte[] bytes = window.bytes();
    int p = json.string(at);
    if (p >= 0) {
      RecordField field = RecordField.find(bytes, at + 1, p - 1);
      p = json.afterName(p);
      if (p >= 0 && field != null && field.carriesMany() && (bytes[p] == '[' || bytes[p] == '{')) {
        return walkInto(p, field.carriesRows());
      }
      if (p >= 0) {
        int value = p;
        p = bytes[p] == '{' ? scanner.scan(bytes, p) : json.value(p, depth);
        if (p == RecordScanner.CARRIER) {
          return walkInto(value, false);
        }
        if (p >= 0 && bytes[value] == '{' && scanner.resemblesRecord()) {
          hand(value, p);
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
    newLine = false;
    boolean taken =
        recognizer.text(
            window.bytes(), at, end, window.offset(at), recovering ? Fidelity.RECOVERED : fidelity);
    return taken ? end : resume(at + 1);
  }

  /** The value at {@code at} cannot be read with the bytes that are there. */
  private int fault(int at) {
    if (wantsMore(at)) {
      return refill(at);
    }
    IOException cause = failure;
    int faultAt = json.faultAt();
    boolean cutOff = json.fault() == JsonScanner.Fault.SHORT && window.ended();
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
    return cutOff ? resume(at + 1) : pass(at);
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
    return pass(at);
  }

  private void rejectTooDeep(int at) {
    reject(Reason.TOO_DEEP, at, "The JSON nests deeper than " + limits.depthMax() + " levels.");
  }

  /**
   * Goes on behind the value at {@code at}, or behind that of the member at {@code at}, which has
   * been rejected; where it has no end, with the search for the next record.
   */
  private int pass(int at) {
    int from = at;
    int p = at;
    if (depth > 0 && frames[depth - 1] == OBJECT && !valueDue && window.bytes()[at] == '"') {
      int value = json.colon(at);
      p = value < 0 ? at : value;
    }
    loose.start();
    while (true) {
      p = loose.scan(window.bytes(), p, window.limit());
      if (loose.ended() && isFollowed(p)) {
        broken = true;
        valueDue = false;
        newLine = false;
        return p;
      }
      if (loose.ended() || loose.lost() || window.ended()) {
        return resume(from < 0 ? p : from + 1);
      }
      if (from >= 0 && window.canHold(from)) {
        int before = from;
        from = refill(from);
        p += from - before;
      } else {
        // Too large to be held: what lies before is gone.
        from = -1;
        p = refill(p);
      }
    }
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

  /** Whether what stands behind a value can. */
  private boolean isFollowed(int at) {
    int next = json.blanks(at);
    return next == window.limit()
        || hasNewLine(at, next)
        || ",]}{".indexOf(window.bytes()[next]) >= 0;
  }

  /** The start of the next record at or after {@code from}, or the end. */
  private int resume(int from) {
    broken = true;
    valueDue = false;
    recovering = true;
    while (depth > 0 && frames[depth - 1] == OBJECT) {
      depth--;
    }
    int p = from;
    long begin = window.offset(from);
    long looked = 0;
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
      boolean scanned = verdict >= 0;
      if (scanned) {
        verdict = scanner.scan(bytes, p);
        if (verdict == RecordScanner.CARRIER && depth + 2 <= frames.length) {
          return found(p, startsLine);
        }
      }
      if (verdict >= 0 && (startsLine || scanner.resemblesRecord())) {
        return found(p, startsLine);
      }
      if (verdict == JsonScanner.FAULT && wantsMore(p)) {
        p = refillAfterOne(p);
        continue;
      }
      int faultAt = verdict == JsonScanner.FAULT ? json.faultAt() : p + 1;
      looked += scanned ? faultAt - p : 0;
      // What begins inside what failed, level by level, fails at the same place: not each is tried.
      boolean tired = looked > LOOKS_MAX * (window.offset(p) - begin + PREFIX_BYTES_MAX);
      p = tired ? Math.max(p + 1, faultAt) : p + 1;
    }
  }

  private int found(int at, boolean startsLine) {
    newLine = startsLine;
    lineStart = 0;
    return at;
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

  static Reason reason(IOException failure) {
    return failure instanceof StreamFault fault ? fault.reason() : Reason.UNREADABLE;
  }

  static String detail(IOException failure) {
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
