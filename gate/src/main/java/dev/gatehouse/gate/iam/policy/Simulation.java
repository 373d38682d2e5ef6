package dev.gatehouse.gate.iam.policy;

import dev.gatehouse.gate.access.PolicyGathering;
import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.iam.entity.Paging;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.decision.DecidingStatement;
import dev.gatehouse.policy.decision.Decision;
import dev.gatehouse.policy.decision.DerivedContext;
import dev.gatehouse.policy.decision.Evaluator;
import dev.gatehouse.policy.decision.Outcome;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.PolicyType;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyException;
import dev.gatehouse.policy.principal.Caller;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Asks the policy engine what would be, and which condition keys policies ask for. */
public final class Simulation {
  private Simulation() {}

  public static void addTo(Service iam) {
    iam.read("SimulatePrincipalPolicy", Simulation::ofPrincipal);
    iam.read("SimulateCustomPolicy", Simulation::ofDocuments);
    iam.read("GetContextKeysForPrincipalPolicy", Simulation::keysOfPrincipal);
    iam.read("GetContextKeysForCustomPolicy", call -> keys(given(call, "PolicyInputList")));
  }

  private static List<Policy> given(Call call, String member) {
    List<Policy> policies = new ArrayList<>();
    givenTexts(call, member)
        .forEach(
            (name, document) -> {
              DocumentCheck.inline(document);
              policies.add(Policy.parse(name, document));
            });
    return policies;
  }

  /** Documents of a request under the names that answers call them by. */
  private static Map<String, String> givenTexts(Call call, String member) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String document : call.input().texts(member)) {
      texts.put(member + "." + (texts.size() + 1), document);
    }
    return texts;
  }

  /** Documents of a user, group or role, those of its groups included. */
  private static Map<String, String> texts(Call call, Structure source) {
    Map<String, String> texts = new LinkedHashMap<>();
    List<Structure> holders = new ArrayList<>(List.of(source));
    for (String group : source.texts("Groups")) {
      holders.add(Entity.GROUP.find(call.holdings(), group));
    }
    for (Structure holder : holders) {
      for (Structure inline : holder.structures("InlinePolicies")) {
        texts.put(inline.need("PolicyName"), inline.need("PolicyDocument"));
      }
      for (String arn : holder.texts("AttachedPolicies")) {
        Structure policy = ManagedPolicy.find(call.holdings(), arn);
        if (policy != null) {
          Structure version = ManagedPolicy.version(policy, policy.need("DefaultVersionId"));
          texts.put(arn, version.need("Document"));
        }
      }
    }
    return texts;
  }

  /** The user, group or role that a call asks about. */
  private static Structure source(Call call) {
    String arn = call.need("PolicySourceArn");
    Arn parsed = Arn.parse(arn);
    Entity entity =
        parsed == null ? null : Entity.ofResourceType(parsed.resource().replaceAll("/.*", ""));
    boolean known = entity == Entity.USER || entity == Entity.GROUP || entity == Entity.ROLE;
    if (!known || entity == null) {
      throw Errors.invalidInput(
          "Invalid Entity Arn: " + arn + " does not clearly define entity type and name.");
    }
    return entity.find(call.holdings(), arn.substring(arn.lastIndexOf('/') + 1));
  }

  private static Structure keysOfPrincipal(Call call) {
    PolicyGathering gathering = call.authorizer().gathering();
    List<Policy> policies = new ArrayList<>(gathering.identity(call.holdings(), source(call)));
    policies.addAll(given(call, "PolicyInputList"));
    return keys(policies);
  }

  private static Structure keys(List<Policy> policies) {
    return Structure.of("ContextKeyNames", List.copyOf(mentioned(policies)));
  }

  private static NavigableSet<String> mentioned(List<Policy> policies) {
    NavigableSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (Policy policy : policies) {
      for (var statement : policy.statements()) {
        statement.conditions().forEach(each -> each.forEachKey(key -> names.add(key.name())));
        if (statement.resource() != null) {
          statement.resource().forEachKey(key -> names.add(key.name()));
        }
      }
    }
    return names;
  }

  private static Structure ofPrincipal(Call call) {
    Structure source = source(call);
    Holdings holdings = call.holdings();
    PolicyGathering gathering = call.authorizer().gathering();
    List<Policy> identity = new ArrayList<>(gathering.identity(holdings, source));
    identity.addAll(given(call, "PolicyInputList"));
    String boundary = source.text("Boundary");
    List<Policy> limits = given(call, "PermissionsBoundaryPolicyInputList");
    if (limits.isEmpty() && boundary != null) {
      limits = List.of(gathering.managed(holdings, boundary));
    }
    String caller = call.input().text("CallerArn", source.need("Arn"));
    return simulate(call, identity, limits, caller, texts(call, source));
  }

  private static Structure ofDocuments(Call call) {
    return simulate(
        call,
        given(call, "PolicyInputList"),
        given(call, "PermissionsBoundaryPolicyInputList"),
        call.input().text("CallerArn", "arn:aws:iam::" + call.account() + ":user/simulated"),
        new LinkedHashMap<>());
  }

  private static Structure simulate(
      Call call,
      List<Policy> identity,
      List<Policy> limits,
      String callerArn,
      Map<String, String> texts) {
    texts.putAll(givenTexts(call, "PolicyInputList"));
    Caller caller;
    try {
      caller =
          Caller.parse(
              callerArn.contains(":group/")
                  ? "arn:aws:iam::" + call.account() + ":user/simulated"
                  : callerArn);
    } catch (IllegalArgumentException e) {
      throw Errors.invalidInput("Invalid caller arn: " + callerArn);
    }
    String document = call.text("ResourcePolicy");
    PolicySet.Builder set = PolicySet.builder().identity(identity);
    set.boundary(limits.isEmpty() ? null : limits);
    set.resource(document == null ? null : resourcePolicy(document));
    PolicySet policies = set.build();
    Context context = context(call.input());
    List<String> resources = call.input().texts("ResourceArns");
    List<Structure> results = new ArrayList<>();
    for (String action : call.input().texts("ActionNames")) {
      if (action.indexOf(':') <= 0 || action.endsWith(":")) {
        throw AwsException.validation("Invalid action name: " + action);
      }
      for (String resource : resources.isEmpty() ? List.of("*") : resources) {
        Request request =
            DerivedContext.derive(
                Request.of(caller, action, resource, caller.account(), context), call.now());
        Decision decision = Evaluator.decide(request, policies);
        results.add(
            result(
                action,
                resource,
                decision,
                mentioned(identity),
                context,
                !limits.isEmpty(),
                texts));
      }
    }
    return Paging.page(
        call.input(),
        "EvaluationResults",
        results,
        each -> String.format("%05d", results.indexOf(each)),
        each -> each);
  }

  private static Policy resourcePolicy(String document) {
    try {
      return Policy.parse("ResourcePolicy", document);
    } catch (PolicyException e) {
      throw Errors.invalidInput("Syntax errors in policy.");
    }
  }

  private static Context context(Structure input) {
    Map<String, Object> keys = new LinkedHashMap<>();
    for (Structure entry : input.structures("ContextEntries")) {
      List<String> values = entry.texts("ContextKeyValues");
      boolean several = entry.text("ContextKeyType", "").endsWith("List");
      keys.put(
          entry.text("ContextKeyName", ""), several || values.size() != 1 ? values : values.get(0));
    }
    return Context.of(keys);
  }

  private static Structure result(
      String action,
      String resource,
      Decision decision,
      NavigableSet<String> asked,
      Context context,
      boolean bounded,
      Map<String, String> texts) {
    String outcome = word(decision.outcome());
    List<Structure> matched =
        decision.outcome() == Outcome.IMPLICITLY_DENIED
            ? List.of()
            : decision.because().stream().map(each -> matched(each, texts)).toList();
    List<String> missing = asked.stream().filter(key -> !context.has(key)).toList();
    Structure boundary =
        bounded ? Structure.of("AllowedByPermissionsBoundary", allowsBoundary(decision)) : null;
    Structure specific =
        Structure.of(
            "EvalResourceName", resource,
            "EvalResourceDecision", outcome,
            "MatchedStatements", matched,
            "MissingContextValues", missing,
            "PermissionsBoundaryDecisionDetail", boundary);
    return Structure.of(
        "EvalActionName", action,
        "EvalResourceName", resource,
        "EvalDecision", outcome,
        "MatchedStatements", matched,
        "MissingContextValues", missing,
        "OrganizationsDecisionDetail", Structure.of("AllowedByOrganizations", true),
        "PermissionsBoundaryDecisionDetail", boundary,
        "EvalDecisionDetails", Structure.EMPTY,
        "ResourceSpecificResults", resource.equals("*") ? null : List.of(specific));
  }

  private static boolean allowsBoundary(Decision decision) {
    return decision.blockers().stream().noneMatch(each -> each.type() == PolicyType.BOUNDARY);
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case ALLOWED -> "allowed";
      case EXPLICITLY_DENIED -> "explicitDeny";
      case IMPLICITLY_DENIED, UNKNOWN -> "implicitDeny";
    };
  }

  private static Structure matched(DecidingStatement deciding, Map<String, String> texts) {
    String name = deciding.policy().name();
    return Structure.of(
        "SourcePolicyId", name.substring(name.lastIndexOf('/') + 1),
        "SourcePolicyType",
            deciding.type() == PolicyType.RESOURCE ? "Resource Policy" : "IAM Policy",
        "StartPosition", StatementPlace.start(deciding.statement()),
        "EndPosition", StatementPlace.end(deciding.statement(), texts.getOrDefault(name, "")));
  }
}
