package dev.gatehouse.range.call;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.truth.Label;
import dev.gatehouse.range.truth.TruthWriter;
import dev.gatehouse.trail.TrailRecord;
import dev.gatehouse.trail.TrailWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns calls into records and delivers them; writes the truth beside each. */
public final class Recorder {
  private static final double DUPLICATES = 0.003;
  private static final double LATE = 0.004;

  private final TrailWriter trail;
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
      TrailWriter trail,
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

  /** Records a call; its event id, or null if the trail does not record it. */
  @Nullable String record(
      Session session,
      Client client,
      Instant time,
      Call call,
      @Nullable Label label,
      SeededRandom random) {
    String eventId = random.uuid();
    if (call.data() && !dataEvents) {
      return null;
    }
    String usual = call.region() == null ? session.account().region() : call.region();
    String region = ServiceForm.region(call.service(), usual);
    boolean service = client.kind() == Client.Kind.SERVICE;
    Call.Failure error = call.error();
    Map<String, @Nullable Object> request =
        error == null || error.keepsRequest() ? call.request() : null;
    String host = ServiceForm.host(call.service(), region, call.request());
    boolean s3 = call.service().equals("s3");
    if (s3 && request != null && !request.containsKey("Host")) {
      request = new java.util.LinkedHashMap<>(request);
      request.put("Host", host);
    }
    TrailRecord.Builder record =
        TrailRecord.of(ServiceForm.source(call.service()), call.name())
            .form(
                ServiceForm.version(call.service()),
                "AwsApiCall",
                ServiceForm.apiVersion(call.service()))
            .kind(call.readOnly(), call.data())
            .at(time, region)
            .by(session.identity())
            .from(
                client.address(),
                service
                    ? client.address()
                    : ServiceForm.userAgent(call.service(), client.userAgent()))
            .error(error == null ? null : error.code(), error == null ? null : error.message())
            .request(request)
            .response(call.response())
            .additional(s3 ? transfer(call, random) : null)
            .resources(resources(call, session.account().id()))
            .ids(eventId, s3 ? random.capitals(16) : random.uuid(), null)
            .recipient(session.account().id())
            .endpoint(client.vpcEndpointId(), client.vpcEndpointAccount())
            .tls(service ? null : ServiceForm.tls(host))
            .fromConsole(session.fromConsole());
    boolean inside = deliver(record, time, random);
    if (inside) {
      note(session, eventId, time, label);
      if (error == null) {
        used(session, call.action());
      }
    }
    return eventId;
  }

  /** Delivers a record made elsewhere in this package; false if it is outside the window. */
  boolean deliver(TrailRecord.Builder builder, Instant time, SeededRandom random) {
    TrailRecord record = builder.build();
    Duration delay = delay(random);
    boolean twice = random.chance(DUPLICATES);
    Duration second = delay(random);
    if (time.isBefore(start) || !time.isBefore(end)) {
      return false;
    }
    events++;
    trail.write(record, time.plus(delay));
    if (twice) {
      trail.write(record, time.plus(second));
    }
    return true;
  }

  /** Writes the truth about an event of a session. */
  void note(Session session, String eventId, Instant time, @Nullable Label label) {
    String way = session.wayJson();
    if (way != null) {
      truth.lineage(eventId, session.accessKeyId(), way);
      identities.add(java.util.Objects.requireNonNull(session.way()).origin());
    } else {
      identities.add(session.arn());
    }
    label(eventId, time, label);
  }

  /** Labels an event. */
  void label(String eventId, Instant time, @Nullable Label label) {
    if (label != null && !time.isBefore(start) && time.isBefore(end)) {
      truth.label(eventId, Instant.ofEpochSecond(time.getEpochSecond()), label);
    }
  }

  /** Notes that the session's principal was allowed an action. */
  void used(Session session, String action) {
    Object issuer = session.identity().get("sessionContext");
    String arn =
        issuer instanceof Map<?, ?> context
                && context.get("sessionIssuer") instanceof Map<?, ?> role
                && role.get("arn") instanceof String roleArn
            ? roleArn
            : session.arn();
    actions.computeIfAbsent(arn, key -> new HashSet<>()).add(action);
  }

  /** Distinct events recorded so far; copies for two accounts are two. */
  public long events() {
    return events;
  }

  /** How many different origins have acted so far. */
  public int identities() {
    return identities.size();
  }

  /** When the window begins. */
  Instant start() {
    return start;
  }

  private Duration delay(SeededRandom random) {
    if (random.chance(LATE)) {
      return random.between(Duration.ofMinutes(15), lateness);
    }
    double minutes = Math.min(14, 2 + random.exponential(2.2));
    return Duration.ofSeconds((long) (minutes * 60));
  }

  private static @Nullable List<Map<String, @Nullable Object>> resources(
      Call call, String account) {
    List<String> pairs = call.resources();
    if (pairs.isEmpty() || (call.error() != null && !call.error().keepsRequest())) {
      return null;
    }
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i += 2) {
      String type = pairs.get(i + 1);
      if (type.equals("AWS::S3::Object")) {
        list.add(object("type", type, "ARN", pairs.get(i)));
      } else if (type.isEmpty()) {
        list.add(object("accountId", account, "ARN", pairs.get(i)));
      } else {
        list.add(object("accountId", account, "type", type, "ARN", pairs.get(i)));
      }
    }
    return list;
  }

  private static Map<String, @Nullable Object> transfer(Call call, SeededRandom random) {
    return object(
        "SignatureVersion",
        "SigV4",
        "CipherSuite",
        "TLS_AES_128_GCM_SHA256",
        "bytesTransferredIn",
        call.readOnly() ? 0 : 494,
        "AuthenticationMethod",
        "AuthHeader",
        "x-amz-id-2",
        random.base64(75) + "=",
        "bytesTransferredOut",
        call.bytesOut());
  }
}
