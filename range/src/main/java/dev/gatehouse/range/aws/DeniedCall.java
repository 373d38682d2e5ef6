package dev.gatehouse.range.aws;

import dev.gatehouse.range.random.SeededRandom;

/** Denied calls as AWS words them. */
final class DeniedCall {
  private DeniedCall() {}

  /** A call that no identity-based policy allows; {@code resource} as the message names it. */
  static ApiCall identity(ApiCall call, Session session, String resource, SeededRandom random) {
    String reason =
        "User: "
            + session.arn()
            + " is not authorized to perform: "
            + call.action()
            + " on resource: "
            + resource
            + " because no identity-based policy allows the "
            + call.action()
            + " action";
    boolean keeps = RecordFormat.keepsDeniedRequest(call.service());
    if (call.service().equals("ec2")) {
      return call.failing(
          "Client.UnauthorizedOperation",
          "You are not authorized to perform this operation. "
              + reason
              + ". Encoded authorization failure message: "
              + random.base64(400).replace('+', '-').replace('/', '_'),
          keeps);
    }
    return call.failing(
        call.service().equals("ssm") || call.service().equals("kms")
            ? "AccessDeniedException"
            : "AccessDenied",
        reason,
        keeps);
  }
}
