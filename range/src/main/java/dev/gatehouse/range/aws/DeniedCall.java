package dev.gatehouse.range.aws;

import dev.gatehouse.range.random.SeededRandom;

/** Denied calls as AWS words them. */
final class DeniedCall {
  private DeniedCall() {}

  /** A call that no identity-based policy allows; {@code resource} as the message names it. */
  static ApiCall byIdentityPolicy(
      ApiCall call, Session session, String resource, SeededRandom random) {
    String action = call.action();
    String reason =
        reason(session, action, resource)
            + (" because no identity-based policy allows the " + action + " action");
    return switch (call.service()) {
      case "ec2" ->
          call.failing(
              "Client.UnauthorizedOperation",
              "You are not authorized to perform this operation. "
                  + reason
                  + ". Encoded authorization failure message: "
                  + random.base64(400).replace('+', '-').replace('/', '_'));
      case "ssm", "kms" -> call.failing("AccessDeniedException", reason);
      default -> call.failing("AccessDenied", reason);
    };
  }

  /** The beginning of every such message. */
  static String reason(Session caller, String action, String resource) {
    return "User: %s is not authorized to perform: %s on resource: %s"
        .formatted(caller.arn(), action, resource);
  }
}
