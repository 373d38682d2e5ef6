package dev.gatehouse.range.aws;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.truth.TruthWriter;
import dev.gatehouse.trail.write.RecordWriter;
import dev.gatehouse.trail.write.TrailRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns calls into records and delivers them; writes the truth beside each. */
public final class Recorder {
  private static final double DUPLICATES = 0.003;
  private static final double LATE = 0.004;

  private final RecordWriter trail;
  private final TruthWriter truth;
  private final Instant start;
  private final Instant end;
  private final Duration lateness;
  private final boolean dataEvents;
  private final Set<String> identities = new HashSet<>();
  private final Map<String, Set<String>> actions;
  private long events;

  /**
   * A recorder of what happens between {@code start} and {@code end}; what is outside leaves no
   * record.
   *
   * @param lateness longest delay until a record is delivered
   * @param actions gathers the policy actions that each principal ARN used with success
   */
  public Recorder(
      RecordWriter trail,
      TruthWriter truth,
      Instant start,
      Instant end,
      Duration lateness,
      boolean dataEvents,
      Map<String, Set<String>> actions) {
    this.trail = trail;
    this.truth = truth;
    this.start = start;
    this.end = end;
    this.lateness = lateness;
    this.dataEvents = dataEvents;
    this.actions = actions;
  }

  /** Distinct events recorded so far; copies for two accounts are two. */
  public long events() {
    return events;
  }

  /** How many different origins have acted so far. */
  public int identities() {
    return identities.size();
  }

  /** Records a call, unless it is a data event and the trail records none. */
  void record(Session session, ApiCall call, CallContext at) {
    String eventId = at.random().uuid();
    if (call.data() && !dataEvents) {
      return;
    }
    Client client = at.client();
    boolean byService = client.kind() == Client.Kind.SERVICE;
    String service = call.service();
    String usual = call.region() == null ? session.account().region() : call.region();
    String region = RecordFormat.region(service, usual);
    String host = RecordFormat.host(service, region, call.request());
    ApiCall.Failure error = call.error();
    boolean s3 = service.equals("s3");
    String sent =
        byService ? client.address() : RecordFormat.userAgent(service, client.userAgent());
    TrailRecord.Builder record =
        TrailRecord.of(RecordFormat.source(service), call.name())
            .form(RecordFormat.version(service), "AwsApiCall", RecordFormat.apiVersion(service))
            .kind(call.readOnly(), call.data())
            .at(at.time(), region)
            .from(client.address(), sent)
            .error(error == null ? null : error.code(), error == null ? null : error.message())
            .request(request(call, s3 ? host : null))
            .response(call.response())
            .additional(s3 ? transfer(call, at.random()) : null)
            .resources(resources(call, session.account().id()))
            .ids(eventId, s3 ? at.random().capitals(16) : at.random().uuid(), null)
            .endpoint(client.vpcEndpointId(), client.vpcEndpointAccount())
            .tls(byService ? null : RecordFormat.tls(host))
            .fromConsole(session.fromConsole());
    if (error == null) {
      deliverAllowed(session, call.action(), record, at);
    } else {
      deliverFrom(session, record, at);
    }
  }

  /** Delivers the record of a call that the session's principal is allowed by a policy action. */
  boolean deliverAllowed(
      Session session, String action, TrailRecord.Builder record, CallContext at) {
    boolean inside = deliverFrom(session, record, at);
    if (inside) {
      actions.computeIfAbsent(principal(session), key -> new HashSet<>()).add(action);
    }
    return inside;
  }

  /** Delivers the record of a call of a session to the session's account, with its lineage. */
  boolean deliverFrom(Session session, TrailRecord.Builder builder, CallContext at) {
    TrailRecord record = builder.by(session.identity()).recipient(session.account().id()).build();
    boolean inside = deliver(record, at);
    if (inside) {
      if (session.lineage() == null || session.lineageJson() == null) {
        identities.add(session.arn());
      } else {
        truth.lineage(record.eventId(), session.accessKeyId(), session.lineageJson());
        identities.add(session.lineage().origin());
      }
    }
    return inside;
  }

  /** Delivers a record and labels its event; false if it is outside the window. */
  boolean deliver(TrailRecord.Builder record, CallContext at) {
    return deliver(record.build(), at);
  }

  private boolean deliver(TrailRecord record, CallContext at) {
    Duration delay = delay(at.random());
    boolean twice = at.random().chance(DUPLICATES);
    Duration second = delay(at.random());
    if (at.time().isBefore(start) || !at.time().isBefore(end)) {
      return false;
    }
    events++;
    trail.write(record, at.time().plus(delay));
    if (twice) {
      trail.write(record, at.time().plus(second));
    }
    if (at.label() != null) {
      truth.label(record.eventId(), record.time(), at.label());
    }
    return true;
  }

  /** ARN of the role or user whose policies a session has. */
  private static String principal(Session session) {
    return session.identity().get("sessionContext") instanceof Map<?, ?> context
            && context.get("sessionIssuer") instanceof Map<?, ?> role
            && role.get("arn") instanceof String arn
        ? arn
        : session.arn();
  }

  private Duration delay(SeededRandom random) {
    if (random.chance(LATE)) {
      return random.between(Duration.ofMinutes(15), lateness);
    }
    double minutes = Math.min(14, 2 + random.exponential(2.2));
    return Duration.ofSeconds((long) (minutes * 60));
  }

  private static @Nullable Map<String, @Nullable Object> request(
      ApiCall call, @Nullable String host) {
    Map<String, @Nullable Object> request = call.recordedRequest();
    if (request == null || host == null || request.containsKey("Host")) {
      return request;
    }
    Map<String, @Nullable Object> withHost = new LinkedHashMap<>(request);
    withHost.put("Host", host);
    return withHost;
  }

  private static @Nullable List<Map<String, @Nullable Object>> resources(
      ApiCall call, String account) {
    List<String> pairs = call.recordedResources();
    if (pairs.isEmpty()) {
      return null;
    }
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i += 2) {
      String type = pairs.get(i + 1);
      list.add(
          object()
              .andIfKnown("accountId", type.equals("AWS::S3::Object") ? null : account)
              .andIfKnown("type", type.isEmpty() ? null : type)
              .and("ARN", pairs.get(i)));
    }
    return list;
  }

  private static JsonMap transfer(ApiCall call, SeededRandom random) {
    return object("SignatureVersion", "SigV4", "CipherSuite", "TLS_AES_128_GCM_SHA256")
        .and("bytesTransferredIn", call.readOnly() ? 0 : 494)
        .and("AuthenticationMethod", "AuthHeader")
        .and("x-amz-id-2", random.base64(75) + "=")
        .and("bytesTransferredOut", call.bytesOut());
  }
}
