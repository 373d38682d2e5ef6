package dev.gatehouse.gate.record;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.ServiceModel;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Notes;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.trail.write.TrailRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The records of one call (IAM guide, "Logging IAM and AWS STS API calls with AWS CloudTrail"): one
 * in the caller's account, and for a role of another account one in that account too.
 */
final class CallRecord {
  /** Calls that only read and whose answers are recorded all the same. */
  private static final Set<String> READING_WITH_ANSWER =
      Set.of("AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity");

  /** Calls that AWS counts as changes though nothing of the account changes. */
  private static final Set<String> WRITING =
      Set.of("AssumeRoot", "GetFederationToken", "GetSessionToken", "GetWebIdentityToken");

  /** Calls whose answer is nothing but a secret. */
  private static final Set<String> WITHOUT_ANSWER = Set.of("GetWebIdentityToken");

  private final ServiceModel model;
  private final Call call;

  CallRecord(ServiceModel model, Call call) {
    this.model = model;
    this.call = call;
  }

  /** The records of a call that was answered. */
  List<TrailRecord> of(Structure output) {
    boolean answers =
        (!readOnly() && !WITHOUT_ANSWER.contains(call.name()))
            || READING_WITH_ANSWER.contains(call.name());
    Map<String, @Nullable Object> response =
        answers ? ValueForm.output(model, model.output(call.operation()), output) : null;
    Structure role = call.notes().assumed();
    Identity caller = call.identity();
    if (role != null && caller == null) {
      return List.of(record(response, null).resources(resources(role)).build());
    }
    if (role == null || caller == null) {
      return List.of(record(response, null).build());
    }
    String owner = Arn.account(role.need("Arn"));
    if (owner.equals(caller.account())) {
      return List.of(record(response, null).resources(resources(role)).build());
    }
    String shared = UUID.randomUUID().toString();
    List<TrailRecord> both = new ArrayList<>();
    both.add(record(response, shared).resources(resources(role)).build());
    both.add(
        record(response, shared)
            .by(CallerForm.fromOutside(caller))
            .recipient(owner)
            .resources(resources(role))
            .build());
    return both;
  }

  /**
   * The record of a call that was refused; none for a token that is too broken to tell whose it is.
   */
  List<TrailRecord> of(AwsException error) {
    if (call.identity() == null && call.notes().bearer() == null) {
      return List.of();
    }
    // Of web identities AWS tells no more than that.
    String message = call.identity() == null ? "An unknown error occurred" : error.message();
    TrailRecord.Builder record = record(null, null).error(errorCode(error.code()), message);
    // What a caller was not allowed to ask is not told to those who read the trail.
    if (call.identity() != null && error.code().startsWith("AccessDenied")) {
      record.request(null);
    }
    return List.of(record.build());
  }

  private String errorCode(String code) {
    return code.equals("ValidationError") ? "ValidationException" : model.exception(code);
  }

  private boolean readOnly() {
    String name = call.name();
    boolean reads =
        name.startsWith("Get")
            || name.startsWith("List")
            || name.startsWith("Describe")
            || name.startsWith("Lookup")
            || name.startsWith("Simulate")
            || name.startsWith("Generate")
            || READING_WITH_ANSWER.contains(name)
            || name.equals("DecodeAuthorizationMessage");
    return reads && !WRITING.contains(name);
  }

  private TrailRecord.Builder record(
      @Nullable Map<String, @Nullable Object> response, @Nullable String shared) {
    boolean sts = model.service().equals("sts");
    Identity caller = call.identity();
    return TrailRecord.of(model.service() + ".amazonaws.com", call.name())
        .kind(readOnly(), false)
        .at(call.now(), call.region())
        .by(caller == null ? CallerForm.of(call.name(), bearer()) : CallerForm.of(caller))
        .from(call.http().remote(), call.http().header("User-Agent", ""))
        .request(parameters())
        .response(response)
        .additional(sts ? served() : null)
        .ids(UUID.randomUUID().toString(), call.requestId(), shared)
        .recipient(caller == null ? Arn.account(bearer().provider()) : caller.account());
  }

  private Notes.Bearer bearer() {
    Notes.Bearer bearer = call.notes().bearer();
    if (bearer == null) {
      throw new IllegalStateException("A call by nobody.");
    }
    return bearer;
  }

  private @Nullable Map<String, @Nullable Object> parameters() {
    Map<String, @Nullable Object> input =
        ValueForm.input(model, model.input(call.operation()), call.input());
    Notes.Bearer bearer = call.notes().bearer();
    if (input == null || bearer == null || bearer.parameters().isEmpty()) {
      return input;
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>(bearer.parameters());
    all.putAll(input);
    return all;
  }

  private Map<String, @Nullable Object> served() {
    Map<String, @Nullable Object> served =
        object(
            "RequestDetails",
            object("awsServingRegion", call.region(), "endpointType", "regional"));
    if (call.name().equals("AssumeRoleWithWebIdentity")) {
      served.put("identityProviderConnectionVerificationMethod", "IAMTrustStore");
    }
    return served;
  }

  private List<Map<String, @Nullable Object>> resources(Structure role) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    list.add(resource("AWS::IAM::Role", role.need("Arn")));
    if (call.name().equals("AssumeRoleWithSAML")) {
      list.add(resource("AWS::IAM::SAMLProvider", bearer().provider()));
    }
    return list;
  }

  private static Map<String, @Nullable Object> resource(String type, String arn) {
    return object("accountId", Arn.account(arn), "type", type, "ARN", arn);
  }
}
