package dev.gatehouse.policy.reference;

import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.decision.Outcome;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.PolicySet.Level;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Policy.Version;
import dev.gatehouse.policy.principal.Caller;
import dev.gatehouse.policy.principal.Caller.Kind;
import dev.gatehouse.policy.reference.ReferenceCondition.Holds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A second evaluator, slow and obvious: it walks down the guide's flow chart with every statement
 * of every policy, reading JSON as it goes. It shares the JSON tree and the request with the
 * product and nothing else. It knows no unknown keys; its answer is Unknown only where a Deny
 * compares what cannot be compared.
 */
public final class ReferenceEvaluator {
  private static final Set<String> TRUST =
      Set.of("sts:assumerole", "sts:tagsession", "sts:setsourceidentity");

  private final Request request;
  private final PolicySet policies;
  private final Map<String, Object> context;
  private final Caller caller;

  private ReferenceEvaluator(Request request, PolicySet policies) {
    this.request = request;
    this.policies = policies;
    this.context = request.context().entries();
    this.caller = request.caller();
  }

  public static Outcome decide(Request request, PolicySet policies) {
    if (request.action().equalsIgnoreCase("sts:GetCallerIdentity")
        && request.caller().kind() != Kind.ANONYMOUS) {
      return Outcome.ALLOWED;
    }
    if (request.action().equalsIgnoreCase("sts:GetSessionToken")
        && (request.caller().kind() == Kind.ROOT
            || request.caller().kind() == Kind.USER && !isTemporary(request))) {
      return Outcome.ALLOWED;
    }
    List<String> actions = new ArrayList<>(List.of(request.action()));
    if (request.action().equalsIgnoreCase("sts:AssumeRole")) {
      Set<String> keys = new HashSet<>();
      request
          .context()
          .entries()
          .forEach(
              (key, value) -> {
                // A list of no values is a key that is not there, as it is to a Null condition.
                if (!(value instanceof List<?> values && values.isEmpty())
                    && !(value instanceof String[] array && array.length == 0)) {
                  keys.add(key.toLowerCase());
                }
              });
      if (keys.stream().anyMatch(key -> key.startsWith("aws:requesttag/"))
          || keys.contains("sts:transitivetagkeys")) {
        actions.add("sts:TagSession");
      }
      if (keys.contains("sts:sourceidentity") || keys.contains("aws:sourceidentity")) {
        actions.add("sts:SetSourceIdentity");
      }
    }
    List<Outcome> outcomes =
        actions.stream()
            .map(action -> new ReferenceEvaluator(request.withAction(action), policies).decide())
            .toList();
    for (Outcome worst :
        List.of(Outcome.EXPLICITLY_DENIED, Outcome.IMPLICITLY_DENIED, Outcome.UNKNOWN)) {
      if (outcomes.contains(worst)) {
        return worst;
      }
    }
    return Outcome.ALLOWED;
  }

  private Outcome decide() {
    boolean identified = identified();
    boolean serviceLinked =
        caller.roleArn() != null && caller.roleArn().contains(":role/aws-service-role/");
    List<Policy> boundary = identified ? policies.boundary() : null;
    List<Policy> session = identified ? policies.session() : null;
    List<Policy> identity =
        identified && caller.kind() != Kind.ROOT ? policies.identity() : List.of();
    List<Policy> resource = policies.resource() == null ? List.of() : List.of(policies.resource());
    List<Level> scps =
        identified && !serviceLinked && !policies.callerInManagementAccount()
            ? policies.scps()
            : List.of();
    boolean reached =
        Set.of("s3", "sts", "kms", "sqs", "secretsmanager", "dynamodb").contains(request.service());
    List<Level> rcps =
        reached && !serviceLinked && !policies.resourceInManagementAccount()
            ? policies.rcps()
            : List.of();

    Stream<ReferenceStatement> attached =
        Stream.of(identity, orEmpty(boundary), orEmpty(session), all(scps))
            .flatMap(this::statements);
    Stream<ReferenceStatement> naming =
        Stream.of(resource, all(rcps))
            .flatMap(this::statements)
            .filter(statement -> deniesCaller(statement));
    List<Holds> denials =
        Stream.concat(attached, naming)
            .filter(ReferenceStatement::denies)
            .map(this::holds)
            .toList();
    if (denials.contains(Holds.YES)) {
      return Outcome.EXPLICITLY_DENIED;
    }
    if (refused()) {
      return Outcome.IMPLICITLY_DENIED;
    }
    for (Level level : scps) {
      if (!allows(level.policies())) {
        return Outcome.IMPLICITLY_DENIED;
      }
    }
    boolean boundaryAllows = boundary == null || allows(boundary);
    boolean sessionAllows =
        session == null ? caller.kind() != Kind.FEDERATED_USER : allows(session);
    boolean identityAllows = caller.kind() == Kind.ROOT || allows(identity);
    Set<String> how = new HashSet<>();
    statements(resource).filter(s -> !s.denies() && means(s)).forEach(s -> how.add(howNamed(s)));
    how.remove("");
    boolean ok;
    if (!identified) {
      ok = !how.isEmpty();
    } else if (!sameAccount()) {
      ok = !how.isEmpty() && identityAllows && boundaryAllows && sessionAllows;
    } else if (how.contains("self")) {
      ok = true;
    } else if (how.contains("role") && boundaryAllows && sessionAllows) {
      ok = true;
    } else if (needsResourcePolicy() && how.isEmpty()) {
      ok = false;
    } else {
      ok = identityAllows && boundaryAllows && sessionAllows;
    }
    if (!ok) {
      return Outcome.IMPLICITLY_DENIED;
    }
    return denials.contains(Holds.SENSELESS) ? Outcome.UNKNOWN : Outcome.ALLOWED;
  }

  private static boolean isTemporary(Request request) {
    Context context = request.context();
    return context.has("aws:TokenIssueTime")
        || "false".equals(context.value("aws:MultiFactorAuthPresent"));
  }

  private boolean refused() {
    String action = request.action().toLowerCase();
    Kind kind = caller.kind();
    boolean role = kind == Kind.ROLE || kind == Kind.ROLE_SESSION;
    if (role && Set.of("sts:getsessiontoken", "sts:getfederationtoken").contains(action)) {
      return true;
    }
    if (kind == Kind.FEDERATED_USER && (action.startsWith("sts:") || action.startsWith("iam:"))) {
      return true;
    }
    if (kind == Kind.USER && isTemporary(request)) {
      boolean mfa = "true".equals(request.context().value("aws:MultiFactorAuthPresent"));
      if (action.startsWith("iam:") && !mfa) {
        return true;
      }
      if (action.startsWith("sts:get")) {
        return true;
      }
    }
    if (identified() && !sameAccount() && action.equals("sqs:deletequeue")) {
      return true;
    }
    if (action.equals("sts:assumerole")) {
      return kind == Kind.ROOT || kind == Kind.ANONYMOUS || kind == Kind.FEDERATED;
    }
    return kind == Kind.FEDERATED && !isTrust();
  }

  private boolean identified() {
    return Set.of(Kind.ROOT, Kind.USER, Kind.ROLE, Kind.ROLE_SESSION, Kind.FEDERATED_USER)
        .contains(caller.kind());
  }

  private boolean isTrust() {
    return TRUST.contains(request.action().toLowerCase()) && request.resource().contains(":role/");
  }

  private boolean needsResourcePolicy() {
    boolean key = request.service().equals("kms") && request.resource().contains(":key/");
    return isTrust() || key;
  }

  private boolean sameAccount() {
    return request.resourceAccount().isEmpty()
        || request.resourceAccount().equals(caller.account());
  }

  private static List<Policy> all(List<Level> levels) {
    return levels.stream().flatMap(level -> level.policies().stream()).toList();
  }

  private static List<Policy> orEmpty(List<Policy> policies) {
    return policies == null ? List.of() : policies;
  }

  private Stream<ReferenceStatement> statements(List<Policy> documents) {
    return documents.stream()
        .flatMap(
            document ->
                document.statements().stream()
                    .map(
                        statement ->
                            new ReferenceStatement(
                                statement.source(), document.version() == Version.V2012)));
  }

  private boolean allows(List<Policy> documents) {
    return statements(documents).anyMatch(statement -> !statement.denies() && means(statement));
  }

  private boolean means(ReferenceStatement statement) {
    return holds(statement) == Holds.YES;
  }

  private Holds holds(ReferenceStatement statement) {
    return statement.meansAction(request.action())
            && statement.meansResource(request.resource(), context)
        ? statement.meansConditions(context)
        : Holds.NO;
  }

  private boolean deniesCaller(ReferenceStatement statement) {
    if (statement.hasPrincipal()) {
      return statement.names().stream().anyMatch(name -> !nameMeans(name).isEmpty());
    }
    if (!statement.hasNotPrincipal()) {
      return false;
    }
    if (policies.boundary() != null && caller.hasIdentity()) {
      return true;
    }
    Set<String> how = new HashSet<>();
    statement.names().forEach(name -> how.add(nameMeans(name)));
    if (statement.names().contains("AWS=*")) {
      return false;
    }
    boolean account =
        caller.account().isEmpty() || statement.names().stream().anyMatch(this::isAccount);
    boolean role = caller.kind() != Kind.ROLE_SESSION || how.contains("role");
    boolean self = caller.kind() == Kind.ROOT || how.contains("self");
    if (caller.kind() == Kind.ROLE) {
      self = how.contains("role");
    }
    return !(account && role && self);
  }

  private boolean isAccount(String name) {
    return name.equals("AWS=" + caller.account())
        || name.equals("AWS=arn:" + caller.partition() + ":iam::" + caller.account() + ":root");
  }

  private String howNamed(ReferenceStatement statement) {
    if (statement.hasNotPrincipal()) {
      boolean named = statement.names().stream().anyMatch(name -> !nameMeans(name).isEmpty());
      return named ? "" : "self";
    }
    Set<String> how = new HashSet<>();
    statement.names().forEach(name -> how.add(nameMeans(name)));
    return how.contains("self")
        ? "self"
        : how.contains("role") ? "role" : how.contains("account") ? "account" : "";
  }

  /** "self", "role", "account", or "" for a name that does not mean the caller. */
  private String nameMeans(String name) {
    if (name.equals("AWS=*")) {
      return "self";
    }
    if (caller.kind() == Kind.SERVICE) {
      return name.equals("Service=" + caller.text()) ? "self" : "";
    }
    if (caller.kind() == Kind.FEDERATED) {
      return name.equals("Federated=" + caller.text()) ? "self" : "";
    }
    if (caller.kind() == Kind.ANONYMOUS) {
      return "";
    }
    if (isAccount(name)) {
      return caller.kind() == Kind.ROOT ? "self" : "account";
    }
    String role = "AWS=arn:" + caller.partition() + ":iam::" + caller.account() + ":role/";
    if (caller.kind() == Kind.ROLE) {
      return name.equals("AWS=" + caller.text()) ? "role" : "";
    }
    if (name.equals("AWS=" + caller.text())) {
      return "self";
    }
    boolean ofRole =
        caller.kind() == Kind.ROLE_SESSION
            && name.startsWith(role)
            && (caller.roleArn() == null || name.equals("AWS=" + caller.roleArn()))
            && ("/" + name.substring(role.length())).endsWith("/" + caller.name());
    return ofRole ? "role" : "";
  }
}
