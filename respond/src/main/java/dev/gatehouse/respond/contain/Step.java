package dev.gatehouse.respond.contain;

import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.UserIdentity;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of AWS. The same parameters make the command for people, the record by which CloudTrail
 * will confirm it, and, through that record, what the estate is afterwards.
 *
 * @param account whose credentials make the call
 * @param service as the AWS CLI calls it, for instance {@code iam}
 * @param operation for instance {@code PutRolePolicy}
 * @param parameters by the API's names, in the order in which they are written
 * @param created id of what the call makes where later steps name it, of AWS's form; null for none
 */
public record Step(
    String account,
    String service,
    String operation,
    Map<String, String> parameters,
    @Nullable String created) {
  /** Stands for the id of a control policy until AWS has given one. */
  static final String POLICY_TO_COME = "p-tocome00";

  public Step {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  static Step iam(String account, String operation, String... namesAndValues) {
    return new Step(account, "iam", operation, map(namesAndValues), null);
  }

  static Step organizations(String account, String operation, String... namesAndValues) {
    return new Step(account, "organizations", operation, map(namesAndValues), null);
  }

  Step creating(String id) {
    return new Step(account, service, operation, parameters, id);
  }

  private static Map<String, String> map(String... namesAndValues) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  /** The call as a command of the AWS CLI, quoted for a POSIX shell. */
  public String command() {
    StringBuilder command = new StringBuilder();
    if (created != null) {
      command.append("POLICY_ID=$(");
    }
    command.append("aws ").append(service).append(' ').append(dashed(operation));
    parameters.forEach(
        (name, value) -> {
          String shown = value.equals(POLICY_TO_COME) ? "\"$POLICY_ID\"" : quoted(value);
          command.append(" --").append(dashed(name)).append(' ').append(shown);
        });
    if (created != null) {
      command.append(" --query Policy.PolicySummary.Id --output text)");
    }
    return command.toString();
  }

  /** What CloudTrail writes when the call was carried out. */
  TrailEvent record(Instant time) {
    Map<String, Object> request = new LinkedHashMap<>();
    parameters.forEach((name, value) -> request.put(lowerFirst(name), value));
    String response =
        created == null
            ? null
            : JsonWriter.line(
                JsonWriter.object(
                    "policy",
                    JsonWriter.object("policySummary", JsonWriter.object("id", created))));
    return new TrailEvent(
        "plan",
        time,
        service + ".amazonaws.com",
        operation,
        "AwsApiCall",
        UserIdentity.UNKNOWN,
        "us-east-1",
        null,
        null,
        null,
        null,
        account,
        null,
        null,
        false,
        false,
        JsonWriter.line(request),
        response,
        null,
        null,
        null);
  }

  private static String dashed(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private static String lowerFirst(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private static String quoted(String value) {
    return value.matches("[A-Za-z0-9_./:=@+-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
  }
}
