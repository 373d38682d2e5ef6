package dev.gatehouse.core.lineage;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.trail.TrailEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads off a record what it made or changed that somebody can later act as or through: the start
 * of a causal edge.
 */
final class CreationFacts {
  /** How long what was made is followed. */
  private static final Duration FOLLOWED = Duration.ofDays(90);

  private static final Pattern ACCOUNT = Pattern.compile("(?<![0-9])([0-9]{12})(?![0-9])");

  private CreationFacts() {}

  static List<LineageInput> of(TrailEvent event) {
    if (event.readOnly() || !event.succeeded()) {
      return List.of();
    }
    return switch (event.eventSource()) {
      case "iam.amazonaws.com" -> iam(event);
      case "ec2.amazonaws.com" -> ec2(event);
      case "lambda.amazonaws.com" -> lambda(event);
      case "rolesanywhere.amazonaws.com" ->
          event.eventName().equals("CreateTrustAnchor")
              ? one(
                  event,
                  Cause.Kind.TRUST_ANCHOR_CREATED,
                  event.response("trustAnchor", "trustAnchorArn"))
              : List.of();
      case "events.amazonaws.com" -> event.eventName().equals("PutEvents") ? bus(event) : List.of();
      default -> List.of();
    };
  }

  private static List<LineageInput> iam(TrailEvent event) {
    String account = account(event);
    return switch (event.eventName()) {
      case "CreateAccessKey" -> accessKey(event);
      case "CreateUser" -> user(event, account, Cause.Kind.USER_CREATED);
      case "CreateLoginProfile", "UpdateLoginProfile" ->
          user(event, account, Cause.Kind.LOGIN_PROFILE_SET);
      case "CreateRole" ->
          trust(
              event,
              Cause.Kind.ROLE_CREATED,
              event.response("role", "arn"),
              event.request("assumeRolePolicyDocument"));
      case "UpdateAssumeRolePolicy" ->
          trust(
              event,
              Cause.Kind.TRUST_OPENED,
              role(event, account),
              event.request("policyDocument"));
      case "CreateOpenIDConnectProvider" ->
          one(event, Cause.Kind.PROVIDER_CREATED, event.response("openIDConnectProviderArn"));
      case "CreateSAMLProvider", "UpdateSAMLProvider" ->
          one(
              event,
              Cause.Kind.PROVIDER_CREATED,
              first(event.response("sAMLProviderArn"), event.request("sAMLProviderArn")));
      default -> List.of();
    };
  }

  private static List<LineageInput> accessKey(TrailEvent event) {
    String key = event.response("accessKey", "accessKeyId");
    return key == null
        ? List.of()
        : List.of(
            LineageInput.keep(
                Keys.accessKey(key),
                made(event, Cause.Kind.ACCESS_KEY_CREATED, key, userOfKey(event))));
  }

  /** Whose key it is; a caller who names nobody makes it for itself. */
  private static String userOfKey(TrailEvent event) {
    String user = first(event.response("accessKey", "userName"), event.request("userName"));
    return user == null ? "" : user;
  }

  private static List<LineageInput> user(
      TrailEvent event, @Nullable String account, Cause.Kind kind) {
    String name = event.request("userName");
    if (name == null || account == null) {
      return List.of();
    }
    return List.of(
        LineageInput.keep(Keys.user(account, name), made(event, kind, "user/" + name, "")));
  }

  /** Keyed by account and name: the path of a role is not in every record. */
  private static List<LineageInput> trust(
      TrailEvent event, Cause.Kind kind, @Nullable String roleArn, @Nullable String document) {
    if (roleArn == null) {
      return List.of();
    }
    return List.of(
        LineageInput.keep(
            roleKey(roleArn),
            made(event, kind, roleArn, document == null ? "" : accounts(document))));
  }

  /** The accounts that a trust policy names, at most twenty, blank-separated. */
  private static String accounts(String document) {
    return ACCOUNT
        .matcher(document)
        .results()
        .map(match -> match.group(1))
        .distinct()
        .limit(20)
        .collect(Collectors.joining(" "));
  }

  /** A role without its path. */
  static String roleKey(String roleArn) {
    return Keys.thing(IssuedFacts.withoutPath(roleArn));
  }

  private static @Nullable String role(TrailEvent event, @Nullable String account) {
    String name = event.request("roleName");
    return account == null || name == null
        ? null
        : Arn.iam(event.partition(), account, "role/" + name);
  }

  private static List<LineageInput> ec2(TrailEvent event) {
    return switch (event.eventName()) {
      case "RunInstances" -> instances(event);
      case "ModifyInstanceAttribute" ->
          event.request("userData") != null
                  || (event.requestParameters() != null
                      && event.requestParameters().contains("\"userData\""))
              ? one(event, Cause.Kind.COMPUTE_CHANGED, event.request("instanceId"))
              : List.of();
      case "AssociateIamInstanceProfile" ->
          one(
              event,
              Cause.Kind.COMPUTE_CHANGED,
              event.request("AssociateIamInstanceProfileRequest", "InstanceId"));
      default -> List.of();
    };
  }

  private static List<LineageInput> instances(TrailEvent event) {
    List<LineageInput> kept = new ArrayList<>();
    Object set = Json.object(event.responseElements()).get("instancesSet");
    Object items = set instanceof Map<?, ?> map ? map.get("items") : null;
    for (Object item : items instanceof List<?> list ? list : List.of()) {
      if (item instanceof Map<?, ?> instance
          && instance.get("instanceId") instanceof String id
          && kept.size() < 100) {
        kept.addAll(one(event, Cause.Kind.COMPUTE_CREATED, id));
      }
    }
    return kept;
  }

  private static List<LineageInput> lambda(TrailEvent event) {
    // Lambda's records carry the API version in the name: CreateFunction20150331,
    // UpdateFunctionCode20150331v2.
    Cause.Kind kind =
        event.eventName().startsWith("CreateFunction2")
            ? Cause.Kind.COMPUTE_CREATED
            : event.eventName().startsWith("UpdateFunctionCode")
                    || event.eventName().startsWith("UpdateFunctionConfiguration")
                ? Cause.Kind.COMPUTE_CHANGED
                : null;
    String name = first(event.response("functionName"), event.request("functionName"));
    if (kind == null || name == null) {
      return List.of();
    }
    String account = account(event);
    return one(
        event,
        kind,
        (account == null ? "-" : account)
            + "/function/"
            + name.substring(name.lastIndexOf(':') + 1));
  }

  private static List<LineageInput> bus(TrailEvent event) {
    List<LineageInput> kept = new ArrayList<>();
    Object entries = Json.object(event.requestParameters()).get("entries");
    for (Object entry : entries instanceof List<?> list ? list : List.of()) {
      if (entry instanceof Map<?, ?> put && put.get("eventBusName") instanceof String bus) {
        Arn arn = Arn.parse(bus);
        if (arn != null && !arn.account().equals(account(event)) && kept.isEmpty()) {
          kept.addAll(one(event, Cause.Kind.EVENT_SENT, "bus/" + arn.account()));
        }
      }
    }
    return kept;
  }

  private static List<LineageInput> one(TrailEvent event, Cause.Kind kind, @Nullable String what) {
    return what == null
        ? List.of()
        : List.of(LineageInput.keep(Keys.thing(what), made(event, kind, what, "")));
  }

  private static Fact made(TrailEvent event, Cause.Kind kind, String what, String names) {
    return new Fact(
        Fact.Kind.MADE,
        event.id(),
        event.time(),
        event.time().plus(kind == Cause.Kind.EVENT_SENT ? Duration.ofMinutes(10) : FOLLOWED),
        null,
        event.eventName(),
        event.userIdentity(),
        event.sourceIPAddress(),
        what,
        null,
        null,
        null,
        null,
        kind,
        names);
  }

  static @Nullable String account(TrailEvent event) {
    return first(event.recipientAccountId(), event.userIdentity().accountId());
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one != null ? one : other;
  }
}
