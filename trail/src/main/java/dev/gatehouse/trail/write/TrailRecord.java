package dev.gatehouse.trail.write;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A CloudTrail record about to be written, field by field in AWS's names and order.
 *
 * <p>Documents ({@code userIdentity}, {@code requestParameters} and their kin) are ordered maps as
 * {@link JsonWriter#object} makes them. {@code requestParameters} and {@code responseElements} are
 * written as {@code null} where they are missing; every other missing field is left out, as AWS
 * does.
 */
public final class TrailRecord {
  private final Builder fields;

  private TrailRecord(Builder fields) {
    this.fields = fields;
  }

  /** A record of a call: {@code source} is the full service name, {@code ec2.amazonaws.com}. */
  public static Builder of(String source, String name) {
    return new Builder(source, name);
  }

  /** {@code eventID}. */
  public String eventId() {
    return Objects.requireNonNull(fields.eventId);
  }

  /** {@code eventTime}. */
  public Instant time() {
    return Objects.requireNonNull(fields.time);
  }

  /** {@code recipientAccountId}: the account whose trail gets this copy. */
  public String recipient() {
    return Objects.requireNonNull(fields.recipientAccountId);
  }

  /** {@code awsRegion}. */
  public String region() {
    return Objects.requireNonNull(fields.awsRegion);
  }

  /** Writes the record as one JSON object. */
  public void writeTo(JsonGenerator json) throws IOException {
    Builder f = fields;
    json.writeStartObject();
    json.writeStringField("eventVersion", f.eventVersion);
    document(json, "userIdentity", f.userIdentity);
    json.writeStringField("eventTime", time().toString());
    json.writeStringField("eventSource", f.eventSource);
    json.writeStringField("eventName", f.eventName);
    text(json, "awsRegion", f.awsRegion);
    text(json, "sourceIPAddress", f.sourceIPAddress);
    text(json, "userAgent", f.userAgent);
    text(json, "errorCode", f.errorCode);
    text(json, "errorMessage", f.errorMessage);
    json.writeFieldName("requestParameters");
    JsonWriter.value(json, f.requestParameters);
    json.writeFieldName("responseElements");
    JsonWriter.value(json, f.responseElements);
    document(json, "additionalEventData", f.additionalEventData);
    text(json, "requestID", f.requestId);
    text(json, "eventID", f.eventId);
    json.writeBooleanField("readOnly", f.readOnly);
    document(json, "resources", f.resources);
    json.writeStringField("eventType", f.eventType);
    text(json, "apiVersion", f.apiVersion);
    json.writeBooleanField("managementEvent", !f.data);
    text(json, "recipientAccountId", f.recipientAccountId);
    text(json, "sharedEventID", f.sharedEventId);
    document(json, "serviceEventDetails", f.serviceEventDetails);
    text(json, "vpcEndpointId", f.vpcEndpointId);
    text(json, "vpcEndpointAccountId", f.vpcEndpointAccountId);
    json.writeStringField("eventCategory", f.data ? "Data" : "Management");
    document(json, "tlsDetails", f.tlsDetails);
    text(json, "sessionCredentialFromConsole", f.fromConsole ? "true" : null);
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  private static void document(JsonGenerator json, String name, @Nullable Object value)
      throws IOException {
    if (value != null) {
      json.writeFieldName(name);
      JsonWriter.value(json, value);
    }
  }

  /** Collects the fields of one record; {@link #build} refuses a record no trail could hold. */
  public static final class Builder {
    private final String eventSource;
    private final String eventName;
    private String eventVersion = "1.11";
    private String eventType = "AwsApiCall";
    private boolean readOnly;
    private boolean data;
    private boolean fromConsole;
    private @Nullable Instant time;
    private @Nullable Map<String, @Nullable Object> userIdentity;
    private @Nullable String awsRegion;
    private @Nullable String sourceIPAddress;
    private @Nullable String userAgent;
    private @Nullable String errorCode;
    private @Nullable String errorMessage;
    private @Nullable Map<String, @Nullable Object> requestParameters;
    private @Nullable Map<String, @Nullable Object> responseElements;
    private @Nullable Map<String, @Nullable Object> additionalEventData;
    private @Nullable String requestId;
    private @Nullable String eventId;
    private @Nullable List<Map<String, @Nullable Object>> resources;
    private @Nullable String apiVersion;
    private @Nullable String recipientAccountId;
    private @Nullable String sharedEventId;
    private @Nullable Map<String, @Nullable Object> serviceEventDetails;
    private @Nullable String vpcEndpointId;
    private @Nullable String vpcEndpointAccountId;
    private @Nullable Map<String, @Nullable Object> tlsDetails;

    private Builder(String eventSource, String eventName) {
      this.eventSource = eventSource;
      this.eventName = eventName;
    }

    /** {@code eventVersion}, {@code eventType} and {@code apiVersion} (null: none). */
    public Builder form(String version, String type, @Nullable String apiVersion) {
      this.eventVersion = version;
      this.eventType = type;
      this.apiVersion = apiVersion;
      return this;
    }

    /** Whether the call only reads, and whether it is a data event. */
    public Builder kind(boolean readOnly, boolean data) {
      this.readOnly = readOnly;
      this.data = data;
      return this;
    }

    /** When (cut to the second) and where. */
    public Builder at(Instant time, String region) {
      this.time = Instant.ofEpochSecond(time.getEpochSecond());
      this.awsRegion = region;
      return this;
    }

    /** {@code userIdentity}. */
    public Builder by(Map<String, @Nullable Object> userIdentity) {
      this.userIdentity = userIdentity;
      return this;
    }

    /** {@code sourceIPAddress} and {@code userAgent}. */
    public Builder from(String sourceIPAddress, @Nullable String userAgent) {
      this.sourceIPAddress = sourceIPAddress;
      this.userAgent = userAgent;
      return this;
    }

    /** {@code errorCode} and {@code errorMessage}. */
    public Builder error(@Nullable String code, @Nullable String message) {
      this.errorCode = code;
      this.errorMessage = message;
      return this;
    }

    /** {@code requestParameters}; null is written. */
    public Builder request(@Nullable Map<String, @Nullable Object> parameters) {
      this.requestParameters = parameters;
      return this;
    }

    /** {@code responseElements}; null is written. */
    public Builder response(@Nullable Map<String, @Nullable Object> elements) {
      this.responseElements = elements;
      return this;
    }

    /** {@code additionalEventData}. */
    public Builder additional(@Nullable Map<String, @Nullable Object> data) {
      this.additionalEventData = data;
      return this;
    }

    /** {@code serviceEventDetails}. */
    public Builder details(@Nullable Map<String, @Nullable Object> details) {
      this.serviceEventDetails = details;
      return this;
    }

    /** {@code resources}. */
    public Builder resources(@Nullable List<Map<String, @Nullable Object>> resources) {
      this.resources = resources;
      return this;
    }

    /** The three ids of a record; the last two may be missing. */
    public Builder ids(String eventId, @Nullable String requestId, @Nullable String sharedEventId) {
      this.eventId = eventId;
      this.requestId = requestId;
      this.sharedEventId = sharedEventId;
      return this;
    }

    /** {@code recipientAccountId}. */
    public Builder recipient(String account) {
      this.recipientAccountId = account;
      return this;
    }

    /** {@code vpcEndpointId} and {@code vpcEndpointAccountId}. */
    public Builder endpoint(@Nullable String id, @Nullable String account) {
      this.vpcEndpointId = id;
      this.vpcEndpointAccountId = account;
      return this;
    }

    /** {@code tlsDetails}. */
    public Builder tls(@Nullable Map<String, @Nullable Object> details) {
      this.tlsDetails = details;
      return this;
    }

    /** {@code sessionCredentialFromConsole}. */
    public Builder fromConsole(boolean fromConsole) {
      this.fromConsole = fromConsole;
      return this;
    }

    /**
     * The record; the builder is not used again.
     *
     * @throws IllegalStateException if a field is missing that every record has
     */
    public TrailRecord build() {
      if (time == null
          || awsRegion == null
          || eventId == null
          || recipientAccountId == null
          || userIdentity == null
          || sourceIPAddress == null) {
        throw new IllegalStateException(
            "A record of `" + eventName + "` lacks a field that every CloudTrail record has.");
      }
      return new TrailRecord(this);
    }
  }
}
