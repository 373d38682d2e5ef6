package dev.gatehouse.core.lineage;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.trail.UserIdentity;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names the workload behind credentials that a service delivered. */
final class Workload {
  private static final Pattern INSTANCE = Pattern.compile("i-[0-9a-f]{8}(?:[0-9a-f]{9})?");

  private Workload() {}

  /** Whether {@code name} is an instance id, the session name of an instance profile. */
  static boolean isInstance(@Nullable String name) {
    return name != null && INSTANCE.matcher(name).matches();
  }

  /** The last part of {@code assumed-role/NAME/SESSION} or of {@code AROA…:SESSION}. */
  static @Nullable String sessionName(UserIdentity who) {
    if (who.arn() != null && who.arn().contains(":assumed-role/")) {
      return who.arn().substring(who.arn().lastIndexOf('/') + 1);
    }
    return who.principalId() != null && who.principalId().indexOf(':') > 0
        ? who.principalId().substring(who.principalId().indexOf(':') + 1)
        : null;
  }

  /**
   * The service that delivers to a workload, by the workload's ARN: {@code arn:aws:lambda:…} to
   * {@code lambda.amazonaws.com}.
   */
  static String serviceOf(String workloadArn) {
    Arn arn = Arn.parse(workloadArn);
    String service = arn == null ? workloadArn : arn.service();
    return "service:" + (service.equals("ecs") ? "ecs-tasks" : service) + ".amazonaws.com";
  }
}
