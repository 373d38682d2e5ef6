package dev.gatehouse.trail;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.aws.Partition;
import dev.gatehouse.policy.aws.ServicePrincipal;
import dev.gatehouse.policy.json.ReadDocuments;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One CloudTrail record in our words.
 *
 * <p>Field names are CloudTrail's. An empty string in a record is read as absent. Nested documents
 * that only some detections look at ({@code requestParameters} and its kin) stay JSON text and are
 * read on demand with {@link Json}; a JSON {@code null} is absent.
 *
 * @param id the record's {@code eventID}; {@code sha256:…} of its content when it has none, so that
 *     a record always has one id; followed by {@code ~} and the start of a hash of the content
 *     where a merge met another record of that id and time
 * @param time when it happened, UTC, a whole second
 * @param eventName the call, for instance {@code AssumeRole}
 * @param eventSource the service, for instance {@code sts.amazonaws.com}; of every partition with
 *     this domain
 * @param eventType {@code AwsApiCall}, {@code AwsConsoleSignIn}, …; {@code AwsApiCall} where an old
 *     record does not say
 * @param recipientAccountId the account whose trail holds this copy; the caller's account where an
 *     old record does not say
 * @param sharedEventID ties the copies of one call that several accounts received
 * @param readOnly the record's own word; for records older than 1.01, whether the call's name
 *     begins like a read
 * @param sessionCredentialFromConsole the credential was made by a console session
 */
public record TrailEvent(
    String id,
    Instant time,
    String eventSource,
    String eventName,
    String eventType,
    UserIdentity userIdentity,
    @Nullable String awsRegion,
    @Nullable String sourceIPAddress,
    @Nullable String userAgent,
    @Nullable String errorCode,
    @Nullable String errorMessage,
    @Nullable String recipientAccountId,
    @Nullable String sharedEventID,
    @Nullable String vpcEndpointId,
    boolean readOnly,
    boolean sessionCredentialFromConsole,
    @Nullable String requestParameters,
    @Nullable String responseElements,
    @Nullable String additionalEventData,
    @Nullable String resources,
    @Nullable String serviceEventDetails) {

  /** Whether AWS carried the call out: no error code and, for sign-ins, no error message. */
  public boolean succeeded() {
    return errorCode == null && errorMessage == null;
  }

  /** The service that was called, without its domain: {@code sts}. */
  public String service() {
    return ServicePrincipal.service(eventSource);
  }

  /** Service and call: {@code sts:AssumeRole}. */
  public String call() {
    return service() + ":" + eventName;
  }

  /** The partition that the record belongs to: of the caller's ARN, else of the region. */
  public String partition() {
    String known = Arn.partition(userIdentity.arn());
    return known == null ? Partition.ofRegion(awsRegion).id() : known;
  }

  /**
   * Whether the call is {@code eventName} of the service {@code eventSource} (full name, {@code
   * sts.amazonaws.com}).
   */
  public boolean is(String eventSource, String eventName) {
    return this.eventName.equals(eventName) && this.eventSource.equals(eventSource);
  }

  /** A text at {@code path} of the request parameters, or null. */
  public @Nullable String request(String... path) {
    return ReadDocuments.text(requestParameters, path);
  }

  /** A text at {@code path} of the response elements, or null. */
  public @Nullable String response(String... path) {
    return ReadDocuments.text(responseElements, path);
  }

  /** A text at {@code path} of the additional event data, or null. */
  public @Nullable String additional(String... path) {
    return ReadDocuments.text(additionalEventData, path);
  }

  /** The same under another id. */
  public TrailEvent withId(String id) {
    return with(
        id,
        requestParameters,
        responseElements,
        additionalEventData,
        resources,
        serviceEventDetails);
  }

  /** The same with its nested documents written otherwise. */
  public TrailEvent withDocuments(
      @Nullable String requestParameters,
      @Nullable String responseElements,
      @Nullable String additionalEventData,
      @Nullable String resources,
      @Nullable String serviceEventDetails) {
    return with(
        id,
        requestParameters,
        responseElements,
        additionalEventData,
        resources,
        serviceEventDetails);
  }

  private TrailEvent with(
      String id,
      @Nullable String requestParameters,
      @Nullable String responseElements,
      @Nullable String additionalEventData,
      @Nullable String resources,
      @Nullable String serviceEventDetails) {
    return new TrailEvent(
        id,
        time,
        eventSource,
        eventName,
        eventType,
        userIdentity,
        awsRegion,
        sourceIPAddress,
        userAgent,
        errorCode,
        errorMessage,
        recipientAccountId,
        sharedEventID,
        vpcEndpointId,
        readOnly,
        sessionCredentialFromConsole,
        requestParameters,
        responseElements,
        additionalEventData,
        resources,
        serviceEventDetails);
  }
}
