package dev.gatehouse.range.call;

import dev.gatehouse.range.random.SeededRandom;

/** Denied calls as AWS words them. */
final class Denial {
  private Denial() {}

  /** A call that no identity-based policy allows; {@code resource} as the message names it. */
  static Call identity(Call call, Session session, String resource, SeededRandom random) {
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
    boolean keeps = ServiceForm.keepsDeniedRequest(call.service());
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
