package dev.gatehouse.trail.scan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The members of a record, and of the things that carry or resemble records, that the reader looks
 * at. The rest is passed over, whatever a later version of CloudTrail adds.
 */
@SuppressWarnings({"EnumOrdinal", "ImmutableEnumChecker"}) // a table by name, filled once
public enum RecordField {
  EVENT_VERSION("eventVersion"),
  USER_IDENTITY("userIdentity"),
  EVENT_TIME("eventTime"),
  EVENT_SOURCE("eventSource"),
  EVENT_NAME("eventName"),
  AWS_REGION("awsRegion"),
  SOURCE_IP_ADDRESS("sourceIPAddress"),
  USER_AGENT("userAgent"),
  ERROR_CODE("errorCode"),
  ERROR_MESSAGE("errorMessage"),
  REQUEST_PARAMETERS("requestParameters"),
  RESPONSE_ELEMENTS("responseElements"),
  ADDITIONAL_EVENT_DATA("additionalEventData"),
  EVENT_ID("eventID"),
  READ_ONLY("readOnly"),
  RESOURCES("resources"),
  EVENT_TYPE("eventType"),
  RECIPIENT_ACCOUNT_ID("recipientAccountId"),
  SHARED_EVENT_ID("sharedEventID"),
  VPC_ENDPOINT_ID("vpcEndpointId"),
  SERVICE_EVENT_DETAILS("serviceEventDetails"),
  EVENT_CATEGORY("eventCategory"),
  SESSION_CREDENTIAL_FROM_CONSOLE("sessionCredentialFromConsole"),

  /** Members of a digest, an Insights event and the messages that AWS sends round records. */
  DIGEST_S3_OBJECT("digestS3Object"),
  INSIGHT_DETAILS("insightDetails"),
  S3_OBJECT_KEY("s3ObjectKey"),
  DETAIL_TYPE("detail-type"),
  EVENT("Event"),

  /** Members of an EventBridge envelope. */
  SOURCE("source"),
  DETAIL("detail"),

  /** Arrays, or objects round arrays, whose elements are or carry records. */
  RECORDS("Records"),
  RECORDS_SMALL("records"),
  EVENTS("Events"),
  EVENTS_SMALL("events"),
  LOG_EVENTS("logEvents"),
  HITS("hits"),
  MESSAGES("Messages"),

  /**
   * Arrays of rows, each an array of the fields of one thing: of CloudTrail Lake, Logs Insights.
   */
  QUERY_RESULT_ROWS("QueryResultRows"),
  RESULTS("results");

  private static final RecordField[] ALL = values();
  private static final int SLOTS = 256;
  private static final byte[] TABLE = table();

  private final byte[] name;

  RecordField(String name) {
    this.name = name.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether records may stand below it in any number, so that it is walked into, not held. */
  public boolean carriesMany() {
    return ordinal() >= RECORDS.ordinal();
  }

  /** Whether its elements may be arrays whose objects are the fields of one thing. */
  public boolean carriesRows() {
    return ordinal() >= QUERY_RESULT_ROWS.ordinal();
  }

  /** The field whose name stands in {@code bytes}; null for one that is not looked at. */
  public static @Nullable RecordField find(byte[] bytes, int from, int to) {
    if (from == to) {
      return null;
    }
    for (int slot = slot(bytes, from, to); ; slot = (slot + 1) & (SLOTS - 1)) {
      int index = TABLE[slot];
      if (index < 0) {
        return null;
      }
      RecordField field = ALL[index];
      if (field.name.length == to - from
          && Arrays.equals(field.name, 0, field.name.length, bytes, from, to)) {
        return field;
      }
    }
  }

  private static int slot(byte[] bytes, int from, int to) {
    int length = to - from;
    int hash = length * 31 + bytes[from] * 7 + bytes[from + length / 2] * 131 + bytes[to - 1] * 17;
    return (hash ^ hash >>> 8) & (SLOTS - 1);
  }

  private static byte[] table() {
    byte[] table = new byte[SLOTS];
    Arrays.fill(table, (byte) -1);
    for (RecordField field : ALL) {
      int slot = slot(field.name, 0, field.name.length);
      while (table[slot] >= 0) {
        slot = (slot + 1) & (SLOTS - 1);
      }
      table[slot] = (byte) field.ordinal();
    }
    return table;
  }
}
