package dev.gatehouse.serve.api;

import static dev.gatehouse.serve.api.Shapes.FLAG;
import static dev.gatehouse.serve.api.Shapes.ID;
import static dev.gatehouse.serve.api.Shapes.TIME;
import static dev.gatehouse.serve.api.Shapes.choice;
import static dev.gatehouse.serve.api.Shapes.form;
import static dev.gatehouse.serve.api.Shapes.has;
import static dev.gatehouse.serve.api.Shapes.hasOrNull;
import static dev.gatehouse.serve.api.Shapes.many;
import static dev.gatehouse.serve.api.Shapes.text;

import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.serve.access.Access;
import dev.gatehouse.serve.access.ApiToken;
import dev.gatehouse.serve.access.Caller;
import dev.gatehouse.serve.access.Passwords;
import dev.gatehouse.serve.access.Permission;
import dev.gatehouse.serve.access.Refused;
import dev.gatehouse.serve.access.Role;
import dev.gatehouse.serve.access.WebSession;
import dev.gatehouse.serve.api.ApiError.Code;
import dev.gatehouse.serve.api.Route.Verb;
import dev.gatehouse.serve.audit.Action;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Signing in and out, and what everybody may do with what is their own. */
final class AccountRoutes {
  static final Shape ROLE = choice(Role.values(), Role::word);
  static final Shape TOKEN_NAME = text(1, 100);

  private static final Shape PASSWORD = text(1, Passwords.LENGTH_MAX);

  private static final Shape.Form ME =
      form(
          has("user", ID),
          has("role", ROLE),
          has("permissions", many(text(1, 40)), "what the role may"),
          has("by", text(1, 20), "`session` or `token`"),
          has("csrf", text(0, 100), "to send as `X-CSRF-Token` with changes; empty for tokens"),
          has("mustChangePassword", FLAG, "whether nothing else may be done first"),
          has("until", TIME, "when the session or token ends at the latest"));

  private static final Shape.Form SESSION =
      form(
          has("id", ID),
          has("created", TIME),
          has("lastSeen", TIME),
          has("ends", TIME),
          has("address", text(0, 100)),
          has("current", FLAG));

  static final Shape.Form TOKEN =
      form(
          has("id", ID),
          has("name", TOKEN_NAME),
          has("role", ROLE),
          has("created", TIME),
          has("expires", TIME),
          hasOrNull("lastUsed", TIME, "to the minute"));

  private final Access access;
  private final Cookies cookies;

  AccountRoutes(Access access, Cookies cookies) {
    this.access = access;
    this.cookies = cookies;
  }

  List<Route> routes() {
    return List.of(
        Route.of(Verb.POST, "/sign-in", Permission.ANYONE, "signIn", "Sign in with a password.")
            .takes(form(has("user", text(1, 100)), has("password", PASSWORD)))
            .gives(ME, this::signIn),
        Route.of(Verb.POST, "/sign-out", Permission.OWN_ACCOUNT, "signOut", "End this session.")
            .does(this::signOut),
        Route.of(Verb.GET, "/me", Permission.OWN_ACCOUNT, "me", "Who calls, and what they may.")
            .gives(ME, call -> Answer.of(me(call.who()))),
        Route.of(
                Verb.POST,
                "/me/password",
                Permission.OWN_ACCOUNT,
                "changePassword",
                "Change the password and end the other sessions.")
            .takes(form(has("old", PASSWORD), has("password", PASSWORD)))
            .does(this::changePassword),
        Route.of(
                Verb.GET, "/me/sessions", Permission.OWN_ACCOUNT, "sessions", "One's own sessions.")
            .gives(
                form(has("sessions", many(SESSION))),
                call -> Answer.of(JsonWriter.object("sessions", sessions(call.who())))),
        Route.of(
                Verb.DELETE,
                "/me/sessions/{id}",
                Permission.OWN_ACCOUNT,
                "endSession",
                "End one of one's own sessions.")
            .path("id", ID, "of the session")
            .does(this::endSession),
        Route.of(Verb.GET, "/me/tokens", Permission.OWN_ACCOUNT, "tokens", "One's own API tokens.")
            .gives(
                form(has("tokens", many(TOKEN))),
                call ->
                    Answer.of(
                        JsonWriter.object(
                            "tokens",
                            access.store().tokens(call.who().user()).stream()
                                .map(AccountRoutes::token)
                                .toList()))),
        Route.of(
                Verb.POST,
                "/me/tokens",
                Permission.OWN_ACCOUNT,
                "makeToken",
                "Make an API token; its secret is told once.")
            .takes(form(has("name", TOKEN_NAME), has("role", ROLE), has("expires", TIME)))
            .makes(
                TOKEN.and(has("secret", text(40, 100), "to send as `Authorization: Bearer …`")),
                this::makeToken),
        Route.of(
                Verb.DELETE,
                "/me/tokens/{id}",
                Permission.OWN_ACCOUNT,
                "revokeToken",
                "Revoke one of one's own API tokens.")
            .path("id", ID, "of the token")
            .does(this::revokeToken));
  }

  private Answer signIn(Call call) {
    try {
      Access.Begun begun =
          access.signIn(call.told("user"), call.told("password"), call.session(), call.address());
      return Answer.of(me(begun.caller())).with(cookies.set(begun.secret()));
    } catch (Refused e) {
      throw refused(e);
    } catch (TimeoutException e) {
      throw ApiError.later(Code.UNAVAILABLE, String.valueOf(e.getMessage()), 5);
    }
  }

  static ApiError refused(Refused e) {
    return switch (e.kind()) {
      case UNKNOWN -> ApiError.of(Code.NOT_SIGNED_IN, String.valueOf(e.getMessage()));
      case LATER -> ApiError.later(Code.TOO_MANY, String.valueOf(e.getMessage()), e.afterSeconds());
    };
  }

  private Answer signOut(Call call) {
    onlySessions(call.who(), "A token has no session; revoke it instead.");
    access.signOut(call.who());
    return Answer.done().with(cookies.clear());
  }

  /** What a stolen token could do to make itself last, it may not. */
  private static void onlySessions(Caller caller, String sentence) {
    if (caller.by() != Caller.By.SESSION) {
      throw ApiError.of(Code.NOT_PERMITTED, sentence);
    }
  }

  static JsonMap me(Caller caller) {
    return JsonWriter.object(
        "user", caller.user(),
        "role", caller.role().word(),
        "permissions",
            Arrays.stream(Permission.values())
                .filter(each -> each.least() != null && each.isHeldBy(caller.role()))
                .map(Permission::word)
                .toList(),
        "by", caller.by() == Caller.By.SESSION ? "session" : "token",
        "csrf", caller.csrf(),
        "mustChangePassword", caller.mustChangePassword(),
        "until", caller.until().toString());
  }

  private Answer changePassword(Call call) {
    onlySessions(call.who(), "A token cannot change a password; sign in.");
    try {
      access.changePassword(call.who(), call.told("old"), call.told("password"));
      return Answer.done();
    } catch (Refused e) {
      throw e.kind() == Refused.Kind.UNKNOWN
          ? ApiError.bad(String.valueOf(e.getMessage()))
          : refused(e);
    } catch (TimeoutException e) {
      throw ApiError.later(Code.UNAVAILABLE, String.valueOf(e.getMessage()), 5);
    }
  }

  private List<JsonMap> sessions(Caller caller) {
    return access.store().sessions(caller.user()).stream()
        .map(each -> session(each, caller.credential()))
        .toList();
  }

  private static JsonMap session(WebSession session, String current) {
    return JsonWriter.object(
        "id", session.id(),
        "created", session.created().toString(),
        "lastSeen", session.lastSeen().toString(),
        "ends", session.ends().toString(),
        "address", session.address(),
        "current", session.id().equals(current));
  }

  private Answer endSession(Call call) {
    String id = call.text("id");
    boolean isOwn =
        access
            .store()
            .session(id)
            .filter(each -> each.user().equals(call.who().user()))
            .isPresent();
    if (!isOwn || !access.store().end(id, Action.SESSION_ENDED, call.who().actor())) {
      throw ApiError.notFound("You have no such session.");
    }
    return Answer.done();
  }

  static JsonMap token(ApiToken token) {
    return JsonWriter.object(
        "id", token.id(),
        "name", token.name(),
        "role", token.role().word(),
        "created", token.created().toString(),
        "expires", token.expires().toString(),
        "lastUsed", token.lastUsed() == null ? null : token.lastUsed().toString());
  }

  private Answer makeToken(Call call) {
    onlySessions(call.who(), "A token cannot make another; sign in.");
    Access.@Nullable Made made =
        access.makeToken(
            call.who(),
            call.told("name"),
            Role.of(call.told("role")).orElseThrow(),
            Objects.requireNonNull(call.toldTime("expires")));
    if (made == null) {
      throw ApiError.conflict("You have too many tokens; revoke one first.");
    }
    return Answer.made(token(made.token()).and("secret", made.secret()));
  }

  private Answer revokeToken(Call call) {
    if (!access.store().revoke(call.who().user(), call.text("id"), call.who().actor())) {
      throw ApiError.notFound("You have no such token.");
    }
    return Answer.done();
  }
}
