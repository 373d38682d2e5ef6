package dev.gatehouse.harden.history;

import dev.gatehouse.policy.json.Json;
import dev.gatehouse.trail.TrailEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A call that makes, or was to make, a session of a role.
 *
 * @param action as policies spell it, {@code sts:AssumeRole}
 * @param roleArn the role, with its path
 * @param succeeded whether a session came of it
 * @param request the request parameters; null where the record has none, as for refused calls
 */
record AssumeCall(
    String action,
    String roleArn,
    boolean succeeded,
    @Nullable Map<String, @Nullable Object> request) {
  private static final Set<String> CALLS =
      Set.of("AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity");

  /** A refused call names its target only in words. */
  private static final Pattern TARGET =
      Pattern.compile("on resource: (arn:[a-z-]+:iam::[0-9]{12}:role/[\\w+=,.@/-]+)");

  /** Whether the record is of such a call, wherever it may lead. */
  static boolean is(TrailEvent event) {
    return event.eventSource().equals("sts.amazonaws.com") && CALLS.contains(event.eventName());
  }

  /** The call; null when the record is of none, or does not say of which role. */
  static @Nullable AssumeCall of(TrailEvent event) {
    if (!is(event)) {
      return null;
    }
    Map<String, @Nullable Object> request =
        event.requestParameters() == null ? null : Json.object(event.requestParameters());
    String role = request == null ? null : Json.text(request, "roleArn");
    if (role == null) {
      role = event.resources() == null ? spoken(event) : resource(event.resources());
    }
    return role == null
        ? null
        : new AssumeCall("sts:" + event.eventName(), role, event.succeeded(), request);
  }

  private static @Nullable String spoken(TrailEvent event) {
    if (event.errorMessage() == null) {
      return null;
    }
    Matcher matcher = TARGET.matcher(event.errorMessage());
    return matcher.find() ? matcher.group(1) : null;
  }

  private static @Nullable String resource(String resources) {
    if (Json.tree(resources) instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> map
            && "AWS::IAM::Role".equals(map.get("type"))
            && map.get("ARN") instanceof String arn) {
          return arn;
        }
      }
    }
    return null;
  }
}
