package dev.gatehouse.trail.read;

import dev.gatehouse.trail.scan.JsonScanner;
import dev.gatehouse.trail.scan.JsonText;
import dev.gatehouse.trail.scan.KnownIdentities;
import dev.gatehouse.trail.scan.RecordField;
import dev.gatehouse.trail.scan.RecordScanner;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says what an object is: a record, something that carries a record, something of AWS that carries
 * none, or none of our business.
 */
final class Recognizer {
  /**
   * Members in which a record travels, tried in this order: EventBridge, lookup-events, Elastic,
   * SNS and its Lambda form, Kinesis, CloudWatch Logs, Stackdriver, SQS, Splunk, plain log
   * shippers.
   */
  private static final List<String> CARRIERS =
      List.of(
          "detail",
          "CloudTrailEvent",
          "_source",
          "Sns",
          "Message",
          "kinesis",
          "awslogs",
          "jsonPayload",
          "protoPayload",
          "textPayload",
          "Body",
          "body",
          "event.original",
          "event",
          "original",
          "eventJson",
          "_raw",
          "@message",
          "message",
          "log",
          "result",
          "data");

  private final TrailLimits limits;
  private final int level;
  private final JsonScanner json;
  private final RecordScanner scanner;
  private final KnownIdentities known;
  private final RecordBytes raw = new RecordBytes();
  private @Nullable Splitter inner;
  private String file = "";
  private long outerOffset = -1;
  private @Nullable TrailSink sink;
  private long found;

  Recognizer(
      TrailLimits limits,
      int level,
      JsonScanner json,
      RecordScanner scanner,
      KnownIdentities known) {
    this.limits = limits;
    this.level = level;
    this.json = json;
    this.scanner = scanner;
    this.known = known;
  }

  void begin(String file, long outerOffset, TrailSink sink) {
    this.file = file;
    this.outerOffset = outerOffset;
    this.sink = sink;
    this.found = 0;
  }

  /** How many things worth a word were found since {@link #begin}: records, skips, faults. */
  long found() {
    return found;
  }

  void skipped(Skipped kind) {
    found++;
    sink().skipped(file, kind);
  }

  void reject(Reason reason, long offset, String detail, byte[] start) {
    boolean foreign = reason == Reason.NOT_JSON || reason == Reason.NOT_A_RECORD;
    if (level > 0 && foreign) {
      return;
    }
    found += foreign ? 0 : 1;
    sink().rejected(new Rejected(file, offset(offset), reason, detail, start));
  }

  /** An object that the record scanner has just scanned. */
  void object(byte[] bytes, int start, int end, long offset) {
    if (!take(bytes, start, end, offset)) {
      reject(
          Reason.NOT_A_RECORD,
          offset,
          "The object is neither a CloudTrail record nor a known container of records.",
          excerpt(bytes, start, end));
    }
  }

  /** A string, quotes included, where an object could stand; whether a record is in it. */
  boolean text(byte[] bytes, int start, int end, long offset) {
    if (takeText(bytes, start, end, offset)) {
      return true;
    }
    reject(
        Reason.NOT_A_RECORD,
        offset,
        "The text is no CloudTrail record.",
        excerpt(bytes, start, end));
    return false;
  }

  private boolean take(byte[] bytes, int start, int end, long offset) {
    Skipped kind = withoutRecord();
    if (kind != null) {
      skipped(kind);
      return true;
    }
    String source = scanner.text(RecordField.EVENT_SOURCE);
    if (source != null && source.startsWith("aws:")) {
      // What Lambda hands to a function: aws:sqs, aws:kinesis.
      return unwrap(bytes, start, offset);
    }
    String name = scanner.text(RecordField.EVENT_NAME);
    boolean timed = scanner.has(RecordField.EVENT_TIME);
    if (name == null || source == null || !timed) {
      boolean versioned = scanner.has(RecordField.EVENT_VERSION);
      boolean identified = scanner.has(RecordField.USER_IDENTITY);
      boolean partly = name != null || source != null || timed;
      if ((versioned && identified) || (partly && (versioned || identified))) {
        String missing = name == null ? "eventName" : source == null ? "eventSource" : "eventTime";
        reject(
            Reason.MISSING_FIELD,
            offset,
            "The record has no " + missing + ".",
            excerpt(bytes, start, end));
        return true;
      }
      return unwrap(bytes, start, offset);
    }
    Instant time = scanner.time(RecordField.EVENT_TIME);
    if (time == null) {
      reject(
          Reason.BAD_TIME,
          offset,
          "The record's eventTime is not a time.",
          excerpt(bytes, start, end));
      return true;
    }
    found++;
    sink().event(scanner.event(start, end, name, source, time), raw.at(bytes, start, end));
    return true;
  }

  private @Nullable Skipped withoutRecord() {
    if (scanner.has(RecordField.DIGEST_S3_OBJECT)) {
      return Skipped.DIGEST;
    }
    if (scanner.has(RecordField.INSIGHT_DETAILS)
        || "Insight".equals(scanner.text(RecordField.EVENT_CATEGORY))) {
      return Skipped.INSIGHT;
    }
    if (scanner.has(RecordField.S3_OBJECT_KEY)
        || "aws:s3".equals(scanner.text(RecordField.EVENT_SOURCE))
        || startsWith(scanner.text(RecordField.DETAIL_TYPE), "Object ")) {
      return Skipped.S3_NOTIFICATION;
    }
    return "s3:TestEvent".equals(scanner.text(RecordField.EVENT)) ? Skipped.TEST_MESSAGE : null;
  }

  private static boolean startsWith(@Nullable String text, String prefix) {
    return text != null && text.startsWith(prefix);
  }

  /** Looks into the members that may carry a record; whether one did. */
  private boolean unwrap(byte[] bytes, int start, long offset) {
    int[] from = new int[CARRIERS.size()];
    int[] to = new int[CARRIERS.size()];
    int p = json.blanks(start + 1);
    while (bytes[p] == '"') {
      int nameEnd = json.string(p);
      int value = json.afterName(nameEnd);
      int valueEnd = json.value(value, 1);
      int carrier =
          CARRIERS.indexOf(new String(bytes, p + 1, nameEnd - p - 2, StandardCharsets.UTF_8));
      if (carrier >= 0) {
        from[carrier] = value;
        to[carrier] = valueEnd;
      }
      p = json.blanks(valueEnd);
      p = json.blanks(bytes[p] == ',' ? p + 1 : p);
    }
    for (int carrier = 0; carrier < from.length; carrier++) {
      if (from[carrier] > 0 && takeCarried(bytes, from[carrier], to[carrier], offset)) {
        return true;
      }
    }
    return false;
  }

  private boolean takeCarried(byte[] bytes, int from, int to, long offset) {
    return switch (bytes[from]) {
      case '{' -> {
        int end = scanner.scan(bytes, from);
        yield end >= 0
            ? take(bytes, from, end, offset)
            : takeStream(new ByteArrayInputStream(bytes, from, to - from), offset);
      }
      case '[' -> takeStream(new ByteArrayInputStream(bytes, from, to - from), offset);
      case '"' -> takeText(bytes, from, to, offset);
      default -> false;
    };
  }

  private boolean takeText(byte[] bytes, int from, int to, long offset) {
    byte[] text = JsonText.unescaped(bytes, from + 1, to - 1);
    int first = 0;
    while (first < text.length && text[first] <= ' ' && text[first] >= 0) {
      first++;
    }
    if (first == text.length) {
      return false;
    }
    if (text[first] == '{' || text[first] == '[') {
      return takeStream(new ByteArrayInputStream(text), offset);
    }
    String head =
        new String(text, first, Math.min(64, text.length - first), StandardCharsets.UTF_8);
    if (head.startsWith("CloudTrail validation message")) {
      skipped(Skipped.TEST_MESSAGE);
      return true;
    }
    if (head.toUpperCase(Locale.ROOT).startsWith("CWL CONTROL MESSAGE")) {
      skipped(Skipped.CONTROL_MESSAGE);
      return true;
    }
    byte[] decoded = base64(text);
    return decoded != null && takeStream(Unpacked.of(decoded, limits), offset);
  }

  private static byte @Nullable [] base64(byte[] text) {
    try {
      byte[] decoded = Base64.getDecoder().decode(text);
      return decoded.length < 2 ? null : decoded;
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private boolean takeStream(InputStream in, long offset) {
    if (level + 1 >= limits.containersMax()) {
      return false;
    }
    Splitter splitter = inner;
    if (splitter == null) {
      splitter = new Splitter(limits, level + 1, known);
      inner = splitter;
    }
    boolean taken = splitter.read(in, file, offset(offset), sink());
    found += taken ? 1 : 0;
    return taken;
  }

  private long offset(long here) {
    return outerOffset >= 0 ? outerOffset : here;
  }

  private TrailSink sink() {
    TrailSink taker = sink;
    if (taker == null) {
      throw new IllegalStateException("A stream must begin before records are found in it.");
    }
    return taker;
  }

  private static byte[] excerpt(byte[] bytes, int start, int end) {
    return Arrays.copyOfRange(bytes, start, Math.min(end, start + Rejected.START_BYTES_MAX));
  }
}
