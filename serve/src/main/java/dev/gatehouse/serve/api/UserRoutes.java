package dev.gatehouse.serve.api;

import static dev.gatehouse.serve.api.Shapes.COUNT;
import static dev.gatehouse.serve.api.Shapes.FLAG;
import static dev.gatehouse.serve.api.Shapes.ID;
import static dev.gatehouse.serve.api.Shapes.TIME;
import static dev.gatehouse.serve.api.Shapes.WORDS;
import static dev.gatehouse.serve.api.Shapes.form;
import static dev.gatehouse.serve.api.Shapes.has;
import static dev.gatehouse.serve.api.Shapes.hasOrNull;
import static dev.gatehouse.serve.api.Shapes.many;
import static dev.gatehouse.serve.api.Shapes.mayHave;
import static dev.gatehouse.serve.api.Shapes.text;
import static dev.gatehouse.serve.api.Shapes.whole;

import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.serve.access.Access;
import dev.gatehouse.serve.access.Permission;
import dev.gatehouse.serve.access.Role;
import dev.gatehouse.serve.access.User;
import dev.gatehouse.serve.api.ApiError.Code;
import dev.gatehouse.serve.api.Route.Verb;
import dev.gatehouse.serve.audit.Action;
import dev.gatehouse.serve.audit.AuditLog;
import dev.gatehouse.serve.audit.Entry;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Who may come in, and what everybody did. */
final class UserRoutes {
  private static final Shape NAME = text(1, 100);
  private static final Shape.Form USER =
      form(
          has("name", NAME),
          has("role", AccountRoutes.ROLE),
          hasOrNull("provider", WORDS, "identity provider; null for a local user"),
          has("mustChangePassword", FLAG),
          has("disabled", FLAG),
          has("created", TIME));
  private static final Shape.Form PASSWORD =
      form(has("password", text(12, 100), "told once; to be changed at the first sign-in"));
  private static final Shape.Form ENTRY =
      form(
          has("number", COUNT),
          has("time", TIME),
          has("user", ID),
          has("via", text(1, 100)),
          has("address", text(0, 100)),
          has("action", text(1, 40)),
          has("subject", WORDS),
          hasOrNull("before", WORDS, "how it was"),
          hasOrNull("after", WORDS, "how it is"),
          has("hash", text(64, 64), "over this line and the one before it"));
  private static final int PAGE = 100;
  private static final int PAGE_MAX = 500;

  private final Access access;
  private final AuditLog log;

  UserRoutes(Access access, AuditLog log) {
    this.access = access;
    this.log = log;
  }

  List<Route> routes() {
    return List.of(
        Route.of(Verb.GET, "/users", Permission.MANAGE_USERS, "users", "All users.")
            .gives(form(has("users", many(USER))), call -> Answer.of(users())),
        Route.of(
                Verb.POST,
                "/users",
                Permission.MANAGE_USERS,
                "addUser",
                "Add a local user; the first password is told once.")
            .takes(form(has("name", NAME), has("role", AccountRoutes.ROLE)))
            .makes(PASSWORD, this::add),
        Route.of(
                Verb.PATCH,
                "/users/{name}",
                Permission.MANAGE_USERS,
                "changeUser",
                "Give a user another role, or keep them out; their sessions end.")
            .path("name", NAME, "of the user")
            .takes(
                form(
                    mayHave("role", AccountRoutes.ROLE, "the new one"),
                    mayHave("disabled", FLAG, "whether they are kept out")))
            .gives(USER, this::change),
        Route.of(
                Verb.DELETE,
                "/users/{name}",
                Permission.MANAGE_USERS,
                "removeUser",
                "Remove a user with sessions and tokens; what they did stays.")
            .path("name", NAME, "of the user")
            .does(this::remove),
        Route.of(
                Verb.POST,
                "/users/{name}/password",
                Permission.MANAGE_USERS,
                "resetPassword",
                "Give a local user a new password, told once; their sessions end.")
            .path("name", NAME, "of the user")
            .makes(PASSWORD, this::reset),
        Route.of(
                Verb.GET, "/audit", Permission.READ_AUDIT, "audit", "Who did what, the last first.")
            .query("before", whole(1, Long.MAX_VALUE), "only lines of a smaller number")
            .query("user", ID, "only of this user")
            .query("subject", ID, "only what was done to this")
            .query("limit", whole(1, PAGE_MAX), "most lines; " + PAGE + " if left out")
            .gives(form(has("entries", many(ENTRY))), this::audit),
        Route.of(
                Verb.GET,
                "/audit/check",
                Permission.READ_AUDIT,
                "checkAudit",
                "Whether each line of the audit log fits the one before it.")
            .gives(
                form(
                    has("whole", FLAG),
                    hasOrNull("firstBroken", COUNT, "number of the first line that does not fit")),
                call -> Answer.of(check())));
  }

  private JsonMap users() {
    return JsonWriter.object(
        "users", access.store().users().stream().map(UserRoutes::user).toList());
  }

  private static JsonMap user(User user) {
    return JsonWriter.object(
        "name", user.name(),
        "role", user.role().word(),
        "provider", user.provider(),
        "mustChangePassword", user.mustChangePassword(),
        "disabled", user.disabled(),
        "created", user.created().toString());
  }

  private Answer add(Call call) throws TimeoutException {
    String password =
        access.addUser(
            call.told("name"), Role.of(call.told("role")).orElseThrow(), call.who().actor());
    if (password == null) {
      throw ApiError.conflict("There is a user of that name.");
    }
    return Answer.made(JsonWriter.object("password", password));
  }

  private Answer change(Call call) {
    User user = named(call);
    String role = call.toldOrNull("role");
    User changed = role == null ? user : user.with(Role.of(role).orElseThrow());
    if (call.body().get("disabled") instanceof Boolean disabled) {
      changed = changed.with(disabled);
    }
    if (user.provider() != null && role != null) {
      throw ApiError.conflict("The identity provider says what this user may; change it there.");
    }
    if (!access.store().change(changed, Action.USER_CHANGED, "", call.who().actor())) {
      throw last();
    }
    return Answer.of(user(changed));
  }

  private User named(Call call) {
    return access
        .store()
        .user(User.normalized(call.text("name")))
        .orElseThrow(() -> ApiError.notFound("There is no user of that name."));
  }

  private static ApiError last() {
    return ApiError.of(Code.CONFLICT, "Somebody has to be left who may manage users.");
  }

  private Answer remove(Call call) {
    if (!access.store().remove(named(call).name(), call.who().actor())) {
      throw last();
    }
    return Answer.done();
  }

  private Answer reset(Call call) throws TimeoutException {
    @Nullable String password = access.resetPassword(named(call).name(), call.who().actor());
    if (password == null) {
      throw ApiError.conflict("The identity provider keeps this user's password.");
    }
    return Answer.made(JsonWriter.object("password", password));
  }

  private Answer audit(Call call) {
    long before = call.whole("before", Long.MAX_VALUE);
    List<JsonMap> entries =
        log
            .entries(
                OptionalLong.of(before),
                call.textOrNull("user"),
                call.textOrNull("subject"),
                (int) call.whole("limit", PAGE))
            .stream()
            .map(UserRoutes::entry)
            .toList();
    return Answer.of(JsonWriter.object("entries", entries));
  }

  static JsonMap entry(Entry entry) {
    return JsonWriter.object(
        "number", entry.number(),
        "time", entry.time().toString(),
        "user", entry.actor().user(),
        "via", entry.actor().via(),
        "address", entry.actor().address(),
        "action", entry.action(),
        "subject", entry.subject(),
        "before", entry.before(),
        "after", entry.after(),
        "hash", entry.hash());
  }

  private JsonMap check() {
    OptionalLong broken = log.firstBroken();
    return JsonWriter.object(
        "whole",
        broken.isEmpty(),
        "firstBroken",
        broken.isEmpty() ? null : (Long) broken.getAsLong());
  }
}
