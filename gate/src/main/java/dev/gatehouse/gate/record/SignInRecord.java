package dev.gatehouse.gate.record;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.wire.HttpCall;
import dev.gatehouse.trail.write.TrailRecord;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The records of signing in to the console (CloudTrail guide, "AWS Management Console sign-in
 * events"). They have no request id.
 */
final class SignInRecord {
  private static final String REGION = "us-east-1";

  private SignInRecord() {}

  /** GetSigninToken of the federation endpoint. */
  static TrailRecord token(Identity identity, HttpCall http, Instant now) {
    return record("GetSigninToken", identity, http, now)
        .response(
            object(
                "credentials",
                object("accessKeyId", identity.accessKeyId()),
                "GetSigninToken",
                "Success"))
        .additional(object("MobileVersion", "No", "MFAUsed", "No"))
        .build();
  }

  /** ConsoleLogin; the second factor is the broker's matter, so AWS says that none was used. */
  static TrailRecord login(Identity identity, HttpCall http, Instant now) {
    Map<String, @Nullable Object> who = CallerForm.of(identity);
    who.remove("accessKeyId");
    return record("ConsoleLogin", identity, http, now)
        .by(who)
        .response(object("ConsoleLogin", "Success"))
        .additional(object("MobileVersion", "No", "MFAUsed", "No"))
        .build();
  }

  private static TrailRecord.Builder record(
      String name, Identity identity, HttpCall http, Instant now) {
    return TrailRecord.of("signin.amazonaws.com", name)
        .form("1.11", "AwsConsoleSignIn", null)
        .kind(false, false)
        .at(now, REGION)
        .by(CallerForm.of(identity))
        .from(http.remote(), http.header("User-Agent", ""))
        .ids(UUID.randomUUID().toString(), null, null)
        .recipient(identity.account());
  }
}
