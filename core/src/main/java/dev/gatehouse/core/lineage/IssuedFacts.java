package dev.gatehouse.core.lineage;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.trail.Fidelity;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.TrailTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads off a record which credential it issued, and to whom.
 *
 * <p>Source of the shapes: IAM User Guide, "Logging IAM and AWS STS API calls with AWS CloudTrail";
 * Cognito, IAM Roles Anywhere and EKS Auth API references for the calls that issue credentials
 * outside STS.
 */
final class IssuedFacts {
  /**
   * How long after its expiration a credential may still show up: calls that began in time are
   * recorded when they end.
   */
  private static final Duration GRACE = Duration.ofMinutes(15);

  private static final Duration ROLE_LONGEST = Duration.ofHours(12);
  private static final Duration USER_LONGEST = Duration.ofHours(36);

  private IssuedFacts() {}

  static List<LineageInput> of(TrailEvent event) {
    if (!event.succeeded() || event.fidelity() == Fidelity.RECOVERED) {
      return List.of();
    }
    return switch (event.eventName()) {
      case "AssumeRole",
          "AssumeRoleWithSAML",
          "AssumeRoleWithWebIdentity",
          "AssumeRoot",
          "GetSessionToken",
          "GetFederationToken" ->
          event.eventSource().equals("sts.amazonaws.com") ? sts(event) : List.of();
      case "GetCredentialsForIdentity" ->
          event.eventSource().equals("cognito-identity.amazonaws.com") ? cognito(event) : List.of();
      case "CreateSession" ->
          event.eventSource().equals("rolesanywhere.amazonaws.com")
              ? rolesAnywhere(event)
              : List.of();
      case "AssumeRoleForPodIdentity" ->
          event.eventSource().equals("eks-auth.amazonaws.com") ? podIdentity(event) : List.of();
      case "SwitchRole" ->
          event.eventSource().equals("signin.amazonaws.com") ? switchRole(event) : List.of();
      case "ConsoleLogin" ->
          event.eventSource().equals("signin.amazonaws.com") ? signIn(event) : List.of();
      default -> List.of();
    };
  }

  private static List<LineageInput> sts(TrailEvent event) {
    Map<String, @Nullable Object> request = Json.object(event.requestParameters());
    Map<String, @Nullable Object> response = Json.object(event.responseElements());
    boolean role = event.eventName().startsWith("AssumeRole");
    String roleArn =
        switch (event.eventName()) {
          case "AssumeRoot" -> root(event);
          case "GetSessionToken", "GetFederationToken" -> Identity.of(event.userIdentity());
          default -> Json.text(request, "roleArn");
        };
    String sessionArn = Json.text(response, role ? "assumedRoleUser" : "federatedUser", "arn");
    String sessionName = Json.text(request, "roleSessionName");
    if (role && sessionArn == null && roleArn != null && sessionName != null) {
      sessionArn = sessionArn(roleArn, sessionName);
    }
    if (roleArn == null) {
      roleArn = sessionArn;
    }
    String origin =
        switch (event.eventName()) {
          case "AssumeRoleWithSAML" -> Federation.saml(event);
          case "AssumeRoleWithWebIdentity" -> Federation.webIdentity(event);
          default -> null;
        };
    String workload = event.userIdentity().type().equals("AWSService") ? sessionName : null;
    Instant expiresAt = expiresAt(event, Json.text(response, "credentials", "expiration"));
    Duration longest = role ? ROLE_LONGEST : USER_LONGEST;
    String key = Json.text(response, "credentials", "accessKeyId");
    Fact fact = issued(event, expiresAt, longest, roleArn, sessionArn, key, origin, workload);
    List<LineageInput> kept = keep(fact);
    String sourceIdentity = Json.text(request, "sourceIdentity");
    var session = event.userIdentity().session();
    boolean isFirst = session == null || session.sourceIdentity() == null;
    if (sourceIdentity != null && isFirst) {
      kept.add(LineageInput.keep(Keys.sourceIdentity(sourceIdentity), fact));
    }
    if (event.sharedEventID() != null) {
      kept.add(LineageInput.keep(Keys.shared(event.sharedEventID()), copy(event)));
    }
    return kept;
  }

  private static @Nullable String root(TrailEvent event) {
    String target = event.request("targetPrincipal");
    return target == null || Arn.begins(target)
        ? target
        : Arn.iam(event.partition(), target, "root");
  }

  private static List<LineageInput> cognito(TrailEvent event) {
    String identityId = event.request("identityId");
    Instant expiresAt = expiresAt(event, event.response("credentials", "expiration"));
    String key = event.response("credentials", "accessKeyId");
    String origin =
        "federated:cognito-identity.amazonaws.com/" + (identityId == null ? "-" : identityId);
    return keep(
        issued(
            event,
            expiresAt,
            ROLE_LONGEST,
            event.request("customRoleArn"),
            null,
            key,
            origin,
            null));
  }

  private static List<LineageInput> rolesAnywhere(TrailEvent event) {
    List<LineageInput> kept = new ArrayList<>();
    Object set = Json.object(event.responseElements()).get("credentialSet");
    String anchor = event.request("trustAnchorArn");
    String subject = event.response("subjectArn");
    String origin =
        "federated:"
            + (anchor == null ? "rolesanywhere" : anchor)
            + "/"
            + (subject == null ? "-" : subject.substring(subject.lastIndexOf('/') + 1));
    for (Object one : set instanceof List<?> list ? list : List.of()) {
      if (one instanceof Map<?, ?> issue) {
        Map<?, ?> credentials = issue.get("credentials") instanceof Map<?, ?> map ? map : Map.of();
        Map<?, ?> user = issue.get("assumedRoleUser") instanceof Map<?, ?> map ? map : Map.of();
        Instant expiresAt = expiresAt(event, text(credentials.get("expiration")));
        String roleArn =
            issue.get("roleArn") != null ? text(issue.get("roleArn")) : event.request("roleArn");
        Fact fact =
            issued(
                event,
                expiresAt,
                ROLE_LONGEST,
                roleArn,
                text(user.get("arn")),
                text(credentials.get("accessKeyId")),
                origin,
                null);
        kept.addAll(keep(fact));
      }
    }
    return kept;
  }

  private static List<LineageInput> podIdentity(TrailEvent event) {
    String namespace = event.response("subject", "namespace");
    String account = event.response("subject", "serviceAccount");
    String cluster = event.request("clusterName");
    String pod =
        (cluster == null ? "-" : cluster)
            + "/"
            + (namespace == null ? "-" : namespace)
            + "/"
            + (account == null ? "-" : account);
    Instant expiresAt = expiresAt(event, event.response("credentials", "expiration"));
    String sessionArn = event.response("assumedRoleUser", "arn");
    String key = event.response("credentials", "accessKeyId");
    Fact fact =
        issued(
            event,
            expiresAt,
            ROLE_LONGEST,
            roleOf(sessionArn),
            sessionArn,
            key,
            "service:pods.eks.amazonaws.com",
            pod);
    return keep(fact);
  }

  /** The console's own way from one role to another: no STS record shows it. */
  private static List<LineageInput> switchRole(TrailEvent event) {
    String sessionArn = event.userIdentity().arn();
    String before = event.additional("SwitchFrom");
    if (sessionArn == null || before == null) {
      return List.of();
    }
    Fact fact =
        new Fact(
            Fact.Kind.ISSUED,
            event.id(),
            event.time(),
            event.time().plus(ROLE_LONGEST),
            null,
            event.eventName(),
            Federation.callerOf(before),
            event.sourceIPAddress(),
            Identity.of(event.userIdentity()),
            sessionArn,
            null,
            null,
            null,
            null,
            "");
    return keep(fact);
  }

  private static List<LineageInput> signIn(TrailEvent event) {
    if (!"Success".equals(event.response("ConsoleLogin"))) {
      return List.of();
    }
    // A session signs in as itself: whose it is stands in the record that issued it.
    String user = Keys.user(event.userIdentity());
    if (user == null) {
      return List.of();
    }
    Fact fact =
        new Fact(
            Fact.Kind.SIGNED_IN,
            event.id(),
            event.time(),
            event.time().plus(ROLE_LONGEST).plus(GRACE),
            null,
            event.eventName(),
            event.userIdentity(),
            event.sourceIPAddress(),
            Identity.of(event.userIdentity()),
            event.userIdentity().arn(),
            null,
            null,
            null,
            null,
            "");
    return List.of(LineageInput.keep(user, fact));
  }

  private static Fact issued(
      TrailEvent event,
      @Nullable Instant expiresAt,
      Duration longest,
      @Nullable String roleArn,
      @Nullable String sessionArn,
      @Nullable String accessKeyId,
      @Nullable String origin,
      @Nullable String workload) {
    return new Fact(
        Fact.Kind.ISSUED,
        event.id(),
        event.time(),
        (expiresAt == null ? event.time().plus(longest) : expiresAt).plus(GRACE),
        expiresAt,
        event.eventName(),
        event.userIdentity(),
        event.sourceIPAddress(),
        roleArn,
        sessionArn,
        accessKeyId,
        origin,
        workload,
        null,
        "");
  }

  private static Fact copy(TrailEvent event) {
    return new Fact(
        Fact.Kind.COPY,
        event.id(),
        event.time(),
        event.time().plus(GRACE),
        null,
        event.eventName(),
        event.userIdentity(),
        event.sourceIPAddress(),
        null,
        null,
        null,
        null,
        null,
        null,
        "");
  }

  private static List<LineageInput> keep(Fact fact) {
    List<LineageInput> kept = new ArrayList<>();
    if (fact.accessKeyId() != null) {
      kept.add(LineageInput.keep(Keys.accessKey(fact.accessKeyId()), fact));
    }
    if (fact.sessionArn() != null) {
      kept.add(LineageInput.keep(Keys.session(fact.sessionArn()), fact));
    }
    return kept;
  }

  /** When the credential ends, by the answer or by what was asked for; null if neither says. */
  private static @Nullable Instant expiresAt(TrailEvent event, @Nullable String expiration) {
    Instant stated = expiration == null ? null : TrailTime.parse(expiration);
    if (stated == null) {
      stated = asked(event);
    }
    return stated != null
            && stated.isAfter(event.time())
            && !stated.isAfter(event.time().plus(USER_LONGEST))
        ? stated
        : null;
  }

  private static @Nullable Instant asked(TrailEvent event) {
    String seconds = event.request("durationSeconds");
    try {
      return seconds == null ? null : event.time().plusSeconds(Integer.parseInt(seconds));
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  static String sessionArn(String roleArn, @Nullable String sessionName) {
    return withoutPath(roleArn).replace(":iam:", ":sts:").replaceFirst(":role/", ":assumed-role/")
        + "/"
        + sessionName;
  }

  /** A role's ARN as sessions have it: without the path. */
  static String withoutPath(String roleArn) {
    int path = roleArn.indexOf(":role/");
    int name = roleArn.lastIndexOf('/') + 1;
    return path < 0 || name == roleArn.length()
        ? roleArn
        : roleArn.substring(0, path) + ":role/" + roleArn.substring(name);
  }

  private static @Nullable String roleOf(@Nullable String sessionArn) {
    if (sessionArn == null || !sessionArn.contains(":assumed-role/")) {
      return null;
    }
    return sessionArn
        .substring(0, sessionArn.lastIndexOf('/'))
        .replace(":sts:", ":iam:")
        .replace(":assumed-role/", ":role/");
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
