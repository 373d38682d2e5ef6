package dev.gatehouse.trail.read;

import dev.gatehouse.policy.json.Json;
import dev.gatehouse.trail.Fidelity;
import dev.gatehouse.trail.form.Rewritten;
import dev.gatehouse.trail.form.Rows;
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
import java.util.Map;
import java.util.Set;
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

  /** Columns that carry whole records. */
  private static final Set<String> CARRIER_COLUMNS =
      Set.of("eventJson", "CloudTrailEvent", "event.original", "_raw", "@message", "message");

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
  private Fidelity fidelity = Fidelity.WHOLE;

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
  void object(byte[] bytes, int start, int end, long offset, Fidelity fidelity) {
    this.fidelity = fidelity;
    if (!take(bytes, start, end, offset)) {
      reject(
          Reason.NOT_A_RECORD,
          offset,
          "The object is neither a CloudTrail record nor a known container of records.",
          excerpt(bytes, start, end));
    }
  }

  /** A string, quotes included, where an object could stand; whether a record is in it. */
  boolean text(byte[] bytes, int start, int end, long offset, Fidelity fidelity) {
    this.fidelity = fidelity;
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

  /** Whether a column of this name holds whole records. */
  static boolean isCarrierColumn(String name) {
    return CARRIER_COLUMNS.stream().anyMatch(name::equalsIgnoreCase);
  }

  /** An array of objects that are the fields of one thing: names and values, or one member each. */
  void row(byte[] bytes, int start, int end, long offset, Fidelity fidelity) {
    this.fidelity = fidelity;
    Map<String, Object> fields =
        Rows.fields(new String(bytes, start, end - start, StandardCharsets.UTF_8));
    if (!takeFields(fields, offset)) {
      reject(
          Reason.NOT_A_RECORD,
          offset,
          "The row holds no CloudTrail record, nor the fields of one.",
          excerpt(bytes, start, end));
    }
  }

  /** The fields of a table's row or of a rewritten record; whether they make a record. */
  boolean takeFields(Map<String, ? extends @Nullable Object> fields, long offset) {
    for (Map.Entry<String, ? extends @Nullable Object> field : fields.entrySet()) {
      if (isCarrierColumn(field.getKey())
          && field.getValue() instanceof String text
          && text.strip().startsWith("{")) {
        byte[] record = text.getBytes(StandardCharsets.UTF_8);
        if (takeStream(new ByteArrayInputStream(record), offset, fidelity)) {
          return true;
        }
      }
    }
    String record = Rewritten.record(fields);
    return record != null
        && takeStream(
            new ByteArrayInputStream(record.getBytes(StandardCharsets.UTF_8)),
            offset,
            fidelity == Fidelity.RECOVERED ? fidelity : Fidelity.PARTIAL);
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
      if (partly && takeRewritten(bytes, start, end, offset)) {
        return true;
      }
      if ((versioned && identified) || (partly && (versioned || identified))) {
        String missing = name == null ? "eventName" : source == null ? "eventSource" : "eventTime";
        reject(
            Reason.MISSING_FIELD,
            offset,
            "The record has no " + missing + ".",
            excerpt(bytes, start, end));
        return true;
      }
      String foreign = foreignEvent();
      if (foreign != null) {
        reject(
            Reason.NOT_FROM_AWS,
            offset,
            "The EventBridge event is "
                + foreign
                + ", and only AWS's own sources carry CloudTrail records.",
            excerpt(bytes, start, end));
        return true;
      }
      return unwrap(bytes, start, offset) || (!partly && takeRewritten(bytes, start, end, offset));
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
    if (fidelity == Fidelity.WHOLE && !scanner.hasIdentity() && isFlattened(bytes, start, end)) {
      // Its identity is there in names with dots.
      return takeRewritten(bytes, start, end, offset);
    }
    found++;
    boolean whole = scanner.has(RecordField.EVENT_VERSION) || fidelity == Fidelity.RECOVERED;
    sink()
        .event(
            scanner.event(start, end, name, source, time, whole ? fidelity : Fidelity.PARTIAL),
            raw.at(bytes, start, end));
    return true;
  }

  private static boolean isFlattened(byte[] bytes, int start, int end) {
    String json = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    return Rewritten.isIdentityRewritten(Json.object(json));
  }

  /** Tries whether an object that has not the shape of a record has its content. */
  private boolean takeRewritten(byte[] bytes, int start, int end, long offset) {
    Map<String, @Nullable Object> fields =
        Json.object(new String(bytes, start, end - start, StandardCharsets.UTF_8));
    String record = Rewritten.record(fields);
    return record != null
        && takeStream(
            new ByteArrayInputStream(record.getBytes(StandardCharsets.UTF_8)),
            offset,
            fidelity == Fidelity.RECOVERED ? fidelity : Fidelity.PARTIAL);
  }

  /**
   * Anybody may put events on a bus, but only AWS may name a source {@code aws.…}: what else an
   * EventBridge envelope says of itself; null for one of AWS, and for what is no envelope.
   */
  private @Nullable String foreignEvent() {
    if (!scanner.has(RecordField.DETAIL)
        || (!scanner.has(RecordField.DETAIL_TYPE) && !scanner.has(RecordField.SOURCE))) {
      return null;
    }
    String source = scanner.text(RecordField.SOURCE);
    if (source == null) {
      return "without a source";
    }
    return source.startsWith("aws.") ? null : "of the source `" + source + "`";
  }

  private @Nullable Skipped withoutRecord() {
    if (scanner.has(RecordField.DIGEST_S3_OBJECT)) {
      return Skipped.DIGEST;
    }
    if (scanner.has(RecordField.INSIGHT_DETAILS)
        || "Insight".equals(scanner.text(RecordField.EVENT_CATEGORY))) {
      return Skipped.INSIGHT;
    }
    if ("AwsAggregatedEvent".equals(scanner.text(RecordField.EVENT_TYPE))
        || "Aggregated".equals(scanner.text(RecordField.EVENT_CATEGORY))) {
      return Skipped.AGGREGATED;
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
            : takeStream(new ByteArrayInputStream(bytes, from, to - from), offset, fidelity);
      }
      case '[' -> takeStream(new ByteArrayInputStream(bytes, from, to - from), offset, fidelity);
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
      return takeStream(new ByteArrayInputStream(text), offset, fidelity);
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
    return decoded != null && takeStream(Unpacked.of(decoded, limits), offset, fidelity);
  }

  private static byte @Nullable [] base64(byte[] text) {
    try {
      byte[] decoded = Base64.getDecoder().decode(text);
      return decoded.length < 2 ? null : decoded;
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private boolean takeStream(InputStream in, long offset, Fidelity fidelity) {
    if (level + 1 >= limits.containersMax()) {
      return false;
    }
    Splitter splitter = inner;
    if (splitter == null) {
      splitter = new Splitter(limits, level + 1, known);
      inner = splitter;
    }
    boolean taken = splitter.read(in, file, offset(offset), fidelity, sink());
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
