package dev.gatehouse.trail.scan;

import static dev.gatehouse.trail.scan.JsonScanner.FAULT;

import dev.gatehouse.policy.aws.ServicePrincipal;
import dev.gatehouse.trail.CanonicalJson;
import dev.gatehouse.trail.Fidelity;
import dev.gatehouse.trail.Sha256;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.UserIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the members of one JSON object in a single pass over its bytes, and makes a {@link
 * TrailEvent} of them if it is a record. Everything that repeats from record to record comes from
 * caches.
 */
@SuppressWarnings("EnumOrdinal") // arrays by field are the point: this is the hot path
public final class RecordScanner {
  /** What {@link #scan} returns when the object carries many records: see {@link #carrierAt}. */
  public static final int CARRIER = -2;

  private static final RecordField[] FIELDS = RecordField.values();

  private final JsonScanner json;
  private final BytesCache<String> texts = new BytesCache<>(4096, 256, JsonText::unquoted);
  private final Identities identities;
  private final BytesCache<MemberName> names = new BytesCache<>(256, 128, MemberName::of);
  private final MemberName objectStart = new MemberName();
  private final int[] from = new int[FIELDS.length];
  private final int[] to = new int[FIELDS.length];
  private final boolean[] spaced = new boolean[FIELDS.length];
  private byte[] bytes = new byte[JsonScanner.SLACK];
  private int carrierAt;
  private boolean carrierOfRows;
  private Instant lastTime = Instant.EPOCH;

  public RecordScanner(JsonScanner json, KnownIdentities known) {
    this.json = json;
    this.identities = new Identities(known, new IdentityParser(json, texts));
  }

  /**
   * Scans the object that opens at {@code start} of the bytes that the JSON scanner is over.
   *
   * @return the position after it; {@link #CARRIER} as soon as a member that carries records opens;
   *     {@link JsonScanner#FAULT}
   */
  public int scan(byte[] bytes, int start) {
    this.bytes = bytes;
    Arrays.fill(from, 0);
    int p = json.blanks(start + 1);
    if (bytes[p] == '}') {
      return p + 1;
    }
    MemberName name = objectStart;
    while (true) {
      MemberName expected = name.next;
      if (expected != null && expected.standsAt(bytes, p, json.limit())) {
        name = expected;
        p = json.blanks(p + name.length);
      } else {
        int end = bytes[p] == '"' ? json.string(p) : json.unexpected(p);
        if (end < 0) {
          return FAULT;
        }
        MemberName found = names.get(bytes, p + 1, end - 1);
        name.next = found;
        name = found;
        p = json.afterName(end);
        if (p < 0) {
          return FAULT;
        }
      }
      RecordField field = name.field;
      if (field != null && field.carriesMany() && isCarrier(p)) {
        carrierAt = p;
        carrierOfRows = field.carriesRows();
        return CARRIER;
      }
      json.clearSpaced();
      int end = FAULT;
      if (field == RecordField.USER_IDENTITY) {
        end = identities.match(bytes, p, json.limit());
      }
      if (end < 0) {
        end = json.value(p, 1);
      }
      if (end < 0) {
        return FAULT;
      }
      if (field != null) {
        from[field.ordinal()] = p;
        to[field.ordinal()] = end;
        spaced[field.ordinal()] = json.spaced();
      }
      p = json.blanks(end);
      if (bytes[p] == '}') {
        return p + 1;
      }
      if (bytes[p] != ',') {
        return json.unexpected(p);
      }
      p = json.blanks(p + 1);
    }
  }

  /** A record never carries others: once an event name is seen, such a member is just data. */
  private boolean isCarrier(int valueAt) {
    return (bytes[valueAt] == '[' || bytes[valueAt] == '{') && !has(RecordField.EVENT_NAME);
  }

  /** Where the array or object that carries records opens. */
  public int carrierAt() {
    return carrierAt;
  }

  /** Whether what it carries may be rows. */
  public boolean carrierOfRows() {
    return carrierOfRows;
  }

  public boolean has(RecordField field) {
    return from[field.ordinal()] > 0;
  }

  /** Whether the identity is there as an object. */
  public boolean hasIdentity() {
    int at = from[RecordField.USER_IDENTITY.ordinal()];
    return at > 0 && bytes[at] == '{';
  }

  /** Whether two of the three members that make a record are there. */
  public boolean resemblesRecord() {
    int count = has(RecordField.EVENT_NAME) ? 1 : 0;
    count += has(RecordField.EVENT_SOURCE) ? 1 : 0;
    count += has(RecordField.EVENT_TIME) ? 1 : 0;
    return count >= 2;
  }

  /** The member as text; null if it is absent, null, empty, an object or an array. */
  public @Nullable String text(RecordField field) {
    int at = from[field.ordinal()];
    if (at == 0) {
      return null;
    }
    int end = to[field.ordinal()];
    return switch (bytes[at]) {
      case '"' -> end - at == 2 ? null : texts.get(bytes, at + 1, end - 1);
      case 'n', '{', '[' -> null;
      default -> texts.get(bytes, at, end);
    };
  }

  /** The member's time, or null. */
  public @Nullable Instant time(RecordField field) {
    int at = from[field.ordinal()];
    if (at == 0 || bytes[at] != '"') {
      return null;
    }
    Instant time = EventTime.parse(bytes, at + 1, to[field.ordinal()] - 1);
    if (time == null || time.equals(lastTime)) {
      // One object for the many records of one second.
      return time == null ? null : lastTime;
    }
    lastTime = time;
    return time;
  }

  /** The record that {@link #scan} found in {@code [start, end)}. */
  public TrailEvent event(
      int start, int end, String eventName, String eventSource, Instant time, Fidelity fidelity) {
    UserIdentity identity = identity();
    String recipient = text(RecordField.RECIPIENT_ACCOUNT_ID);
    String type = text(RecordField.EVENT_TYPE);
    Boolean readOnly = IdentityParser.flag(text(RecordField.READ_ONLY));
    return new TrailEvent(
        id(start, end),
        time,
        ServicePrincipal.common(eventSource),
        eventName,
        type == null ? "AwsApiCall" : type,
        identity,
        text(RecordField.AWS_REGION),
        text(RecordField.SOURCE_IP_ADDRESS),
        text(RecordField.USER_AGENT),
        text(RecordField.ERROR_CODE),
        text(RecordField.ERROR_MESSAGE),
        recipient == null ? identity.accountId() : recipient,
        unique(RecordField.SHARED_EVENT_ID),
        text(RecordField.VPC_ENDPOINT_ID),
        readOnly == null ? namedLikeARead(eventName) : readOnly,
        Boolean.TRUE.equals(IdentityParser.flag(text(RecordField.SESSION_CREDENTIAL_FROM_CONSOLE))),
        document(RecordField.REQUEST_PARAMETERS),
        document(RecordField.RESPONSE_ELEMENTS),
        document(RecordField.ADDITIONAL_EVENT_DATA),
        document(RecordField.RESOURCES),
        document(RecordField.SERVICE_EVENT_DETAILS),
        fidelity);
  }

  private UserIdentity identity() {
    int at = from[RecordField.USER_IDENTITY.ordinal()];
    return at == 0 || bytes[at] != '{'
        ? UserIdentity.UNKNOWN
        : identities.get(bytes, at, to[RecordField.USER_IDENTITY.ordinal()]);
  }

  private String id(int start, int end) {
    String id = unique(RecordField.EVENT_ID);
    if (id != null) {
      return id;
    }
    String record = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    String canonical = CanonicalJson.of(record);
    return "sha256:" + Sha256.hex(canonical.getBytes(StandardCharsets.UTF_8));
  }

  /** Like {@link #text}, for values that hardly repeat: the cache is kept for others. */
  private @Nullable String unique(RecordField field) {
    int at = from[field.ordinal()];
    int end = to[field.ordinal()];
    return at == 0 || bytes[at] != '"' || end - at == 2
        ? null
        : JsonText.unquoted(bytes, at + 1, end - 1);
  }

  /** The member as JSON text without blanks between tokens; null if absent, null or empty text. */
  private @Nullable String document(RecordField field) {
    int at = from[field.ordinal()];
    if (at == 0 || bytes[at] == 'n') {
      return null;
    }
    int end = to[field.ordinal()];
    if (spaced[field.ordinal()]) {
      return new String(JsonText.compact(bytes, at, end), StandardCharsets.UTF_8);
    }
    boolean emptyText = end - at == 2 && bytes[at] == '"';
    return emptyText ? null : new String(bytes, at, end - at, StandardCharsets.UTF_8);
  }

  private static boolean namedLikeARead(String eventName) {
    return eventName.startsWith("Get")
        || eventName.startsWith("List")
        || eventName.startsWith("Describe")
        || eventName.startsWith("Head")
        || eventName.startsWith("Lookup");
  }
}
