package dev.gatehouse.gate.server;

import dev.gatehouse.gate.caller.Authenticator;
import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.caller.Session;
import dev.gatehouse.gate.caller.Vault;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.record.Recorder;
import dev.gatehouse.gate.state.State;
import dev.gatehouse.gate.wire.HttpAnswer;
import dev.gatehouse.gate.wire.HttpCall;
import dev.gatehouse.gate.wire.HttpCall.Header;
import dev.gatehouse.gate.wire.Parameters;
import dev.gatehouse.policy.json.JsonException;
import dev.gatehouse.policy.json.JsonReader;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The federation endpoint of the console (IAM guide, "Enable custom identity broker access"):
 * trades temporary credentials for a token with which a browser signs in.
 */
final class SignIn {
  static final String PATH = "/federation";
  private static final String PURPOSE = "sign-in";
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(15);

  private final State state;
  private final Authenticator authenticator;
  private final Vault vault;
  private final Recorder recorder;
  private final Clock clock;

  SignIn(State state, Authenticator authenticator, Vault vault, Recorder recorder, Clock clock) {
    this.state = state;
    this.authenticator = authenticator;
    this.vault = vault;
    this.recorder = recorder;
    this.clock = clock;
  }

  HttpAnswer answer(HttpCall http) {
    try {
      Map<String, String> query = Parameters.of(http.query());
      return switch (query.getOrDefault("Action", "")) {
        case "getSigninToken" ->
            json(200, JsonWriter.line(JsonWriter.object("SigninToken", token(query, http))));
        case "login" -> login(query, http);
        default -> json(400, "{\"message\":\"The Action is getSigninToken or login.\"}");
      };
    } catch (AwsException refused) {
      return json(
          refused.status(), JsonWriter.line(JsonWriter.object("message", refused.message())));
    }
  }

  private static HttpAnswer json(int status, String body) {
    return new HttpAnswer(
        status,
        List.of(new Header("Content-Type", "application/json")),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private String token(Map<String, String> query, HttpCall http) {
    Identity identity = identity(shown(query));
    Session session = identity.session();
    String duration = query.get("SessionDuration");
    boolean role = session != null && session.type() == Session.Type.ROLE;
    boolean good =
        duration == null
            || (role
                && duration.matches("[0-9]{3,5}")
                && Integer.parseInt(duration) >= 900
                && Integer.parseInt(duration) <= 43_200);
    if (!good) {
      throw new AwsException(
          400, "BadRequest", "The SessionDuration is not good for these credentials.");
    }
    Instant now = clock.instant();
    recorder.gotSigninToken(identity, http, now);
    return vault.seal(PURPOSE, now.plus(TOKEN_LIFE).getEpochSecond() + "\n" + shown(query));
  }

  /** The credentials as the broker sent them. */
  private static String shown(Map<String, String> query) {
    return query.getOrDefault("Session", query.getOrDefault("SessionJSON", ""));
  }

  private Identity identity(String json) {
    JsonObject session;
    try {
      session = JsonReader.read(json) instanceof JsonObject object ? object : null;
    } catch (JsonException e) {
      session = null;
    }
    if (session == null) {
      throw new AwsException(400, "BadRequest", "The Session is no JSON object.");
    }
    String id = String.valueOf(session.text("sessionId"));
    String secret = String.valueOf(session.text("sessionKey"));
    String token = String.valueOf(session.text("sessionToken"));
    return state.read(() -> authenticator.bySecret(id, secret, token, clock.instant()));
  }

  /** The session may have ended since; then nobody signs in. */
  private HttpAnswer login(Map<String, String> query, HttpCall http) {
    byte[] opened = vault.open(PURPOSE, query.getOrDefault("SigninToken", ""));
    String content = opened == null ? "0\n" : new String(opened, StandardCharsets.UTF_8);
    int end = content.indexOf('\n');
    Instant now = clock.instant();
    if (now.getEpochSecond() >= Long.parseLong(content.substring(0, end))) {
      return json(400, "{\"message\":\"The sign-in token is invalid or has expired.\"}");
    }
    Identity identity = identity(content.substring(end + 1));
    recorder.signedIn(identity, http, now);
    return new HttpAnswer(
        200,
        List.of(new Header("Content-Type", "text/plain; charset=utf-8")),
        ("Signed in as " + identity.arn() + ". There is no console here.\n")
            .getBytes(StandardCharsets.UTF_8));
  }
}
