package dev.gatehouse.respond.contain;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that whoever is behind a case made or changed so that it lets them, or others, act
 * later.
 *
 * @param account it is in
 * @param what key id, ARN or name
 * @param owner ARN of the user of a key; else the same as {@code what}
 */
public record Creation(
    Kind kind, String eventId, Instant time, String account, String what, String owner) {

  /** What was made. */
  public enum Kind {
    ACCESS_KEY,
    USER,
    LOGIN_PROFILE,
    ROLE,
    TRUST,
    /** Anything else: compute, rules, providers, policies of resources. */
    OTHER
  }

  /** What a record made; empty for one that made nothing to act with. */
  static Optional<Creation> of(TrailEvent event) {
    if (event.readOnly() || !event.succeeded()) {
      return Optional.empty();
    }
    String account = event.recipientAccountId() == null ? "" : event.recipientAccountId();
    if (!event.service().equals("iam")) {
      return other(event, account);
    }
    String user = event.request("userName");
    String role = event.request("roleName");
    return switch (event.eventName()) {
      case "CreateAccessKey" -> {
        String owner = event.response("accessKey", "userName");
        yield made(
            Kind.ACCESS_KEY,
            event,
            account,
            event.response("accessKey", "accessKeyId"),
            arn(event, account, "user/", owner == null ? user : owner));
      }
      case "CreateUser" -> made(Kind.USER, event, account, event.response("user", "arn"), null);
      case "CreateLoginProfile", "UpdateLoginProfile" ->
          made(Kind.LOGIN_PROFILE, event, account, arn(event, account, "user/", user), null);
      case "CreateRole" -> made(Kind.ROLE, event, account, event.response("role", "arn"), null);
      case "UpdateAssumeRolePolicy" ->
          made(Kind.TRUST, event, account, arn(event, account, "role/", role), null);
      case "CreateSAMLProvider", "UpdateSAMLProvider", "CreateOpenIDConnectProvider" ->
          other(event, account);
      default -> Optional.empty();
    };
  }

  private static @Nullable String arn(
      TrailEvent event, String account, String type, @Nullable String name) {
    return name == null ? null : Arn.iam(event.partition(), account, type + name);
  }

  private static Optional<Creation> made(
      Kind kind, TrailEvent event, String account, @Nullable String what, @Nullable String owner) {
    return what == null
        ? Optional.empty()
        : Optional.of(
            new Creation(
                kind, event.id(), event.time(), account, what, owner == null ? what : owner));
  }

  /** Whatever makes something run or lets somebody in, by the verb of the call. */
  private static Optional<Creation> other(TrailEvent event, String account) {
    String call = event.call();
    boolean opens =
        switch (event.service()) {
          case "iam", "rolesanywhere" -> true;
          case "ec2" -> event.eventName().startsWith("RunInstances");
          case "lambda" ->
              event.eventName().startsWith("CreateFunction")
                  || event.eventName().startsWith("UpdateFunction")
                  || event.eventName().startsWith("AddPermission");
          case "events", "scheduler", "states", "cloudformation", "codebuild", "ecs", "glue" ->
              event.eventName().matches("(Create|Put|Register|Update|Start).*");
          default -> event.eventName().matches("Put.*Policy|CreateGrant|CreateAccessEntry");
        };
    return opens ? made(Kind.OTHER, event, account, call, null) : Optional.empty();
  }
}
