package dev.gatehouse.policy.trial;

import dev.gatehouse.policy.catalogue.ManagedPolicies;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.decision.DerivedContext;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.PolicySet.Level;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.json.JsonException;
import dev.gatehouse.policy.json.JsonReader;
import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonValue.JsonArray;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.json.JsonValue.Member;
import dev.gatehouse.policy.json.JsonValue.Scalar;
import dev.gatehouse.policy.json.JsonValue.ScalarType;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyException;
import dev.gatehouse.policy.principal.Caller;
import dev.gatehouse.policy.trial.PolicyCase.Expectation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads questions and cases from JSON; docs/policy.md lists the keys.
 *
 * <p>Where a policy is expected there may stand a document, or a string: the ARN of an AWS-managed
 * policy, or any name for a policy that exists but whose document is not known.
 */
public final class QuestionReader {
  private QuestionReader() {}

  /** Reads one case, that is a question with {@code expected}. Throws {@link CaseException}. */
  public static PolicyCase readCase(String json) {
    JsonObject object = object(json);
    String expected = object.text("expected");
    for (Expectation each : Expectation.values()) {
      if (each.word().equals(expected)) {
        String name = object.text("name");
        return new PolicyCase(question(object), name == null ? "" : name, each);
      }
    }
    throw new CaseException(
        "`expected` is Allowed, ImplicitlyDenied, ExplicitlyDenied, Denied or Unknown");
  }

  /** Reads one question. Throws {@link CaseException}. */
  public static Question read(String json) {
    return question(object(json));
  }

  private static JsonObject object(String json) {
    try {
      if (JsonReader.read(json) instanceof JsonObject object) {
        refuseDuplicates(object);
        if (object.get("context") instanceof JsonObject context) {
          refuseDuplicates(context);
        }
        return object;
      }
      throw new CaseException("a question is a JSON object");
    } catch (JsonException e) {
      throw new CaseException(
          e.getMessage() + " (line " + e.line() + ", column " + e.column() + ")");
    }
  }

  private static void refuseDuplicates(JsonObject object) {
    Set<String> seen = new HashSet<>();
    for (Member member : object.members()) {
      if (!seen.add(member.name())) {
        throw new CaseException(
            "`"
                + member.name()
                + "` stands twice (line "
                + member.line()
                + ", column "
                + member.column()
                + "); keep one");
      }
    }
  }

  private static Question question(JsonObject object) {
    try {
      String id = object.text("id");
      return new Question(id == null ? "" : id, requests(object), policies(object));
    } catch (IllegalArgumentException | PolicyException e) {
      throw new CaseException(String.valueOf(e.getMessage()));
    }
  }

  private static List<Request> requests(JsonObject object) {
    Caller caller = Caller.parse(required(object, "principal"));
    String roleArn = object.text("roleArn");
    caller = roleArn == null ? caller : caller.withRoleArn(roleArn);
    String action = required(object, "action");
    String account = object.text("resourceAccount");
    Context context = context(object);
    boolean derive = "true".equals(object.text("derive"));
    List<String> resources = texts(object.get("resources"));
    if (resources.isEmpty()) {
      String resource = object.text("resource");
      resources = List.of(resource == null ? "*" : resource);
    }
    List<Request> requests = new ArrayList<>();
    for (String resource : resources) {
      Request request =
          Request.of(caller, action, resource, account == null ? "" : account, context);
      requests.add(derive ? DerivedContext.derive(request, null) : request);
    }
    return requests;
  }

  private static Context context(JsonObject object) {
    Context.Builder builder = new Context.Builder();
    if (object.get("context") instanceof JsonObject keys) {
      for (Member member : keys.members()) {
        if (member.value() instanceof JsonArray array) {
          builder.putAll(member.name(), texts(array));
        } else if (member.value() instanceof Scalar scalar && scalar.type() != ScalarType.NULL) {
          builder.put(member.name(), scalar.text());
        }
      }
    }
    texts(object.get("unknown")).forEach(builder::unknown);
    return builder.build();
  }

  private static PolicySet policies(JsonObject object) {
    JsonValue resource = object.get("resourcePolicy");
    List<Policy> identity = documents(object.get("identityPolicies"), "identityPolicies");
    List<Policy> own = documents(resource, "resourcePolicy");
    JsonValue boundary = object.get("permissionsBoundary");
    boundary = boundary == null ? object.get("boundary") : boundary;
    String management = object.text("managementAccount");
    String caller = Caller.parse(required(object, "principal")).account();
    return PolicySet.builder()
        .identity(identity == null ? List.of() : identity)
        .resource(own == null || own.isEmpty() ? null : own.get(0))
        .boundary(documents(boundary, "permissionsBoundary"))
        .session(documents(object.get("sessionPolicy"), "sessionPolicy"))
        .scps(levels(object.get("scps"), "scps"))
        .rcps(levels(object.get("rcps"), "rcps"))
        .rcpFullAccess(!"false".equals(object.text("rcpImplicitFullAccess")))
        .callerInManagementAccount(management != null && management.equals(caller))
        .resourceInManagementAccount(
            management != null && management.equals(object.text("resourceAccount")))
        .legacySelfTrust("true".equals(object.text("legacySelfTrust")))
        .build();
  }

  /** Null for null, so that "none attached" stays apart from "attached and empty". */
  private static @Nullable List<Policy> documents(@Nullable JsonValue value, String name) {
    if (isNull(value)) {
      return null;
    }
    List<Policy> found = new ArrayList<>();
    if (value instanceof JsonArray array) {
      for (int i = 0; i < array.items().size(); i++) {
        found.add(document(array.items().get(i), name + "[" + i + "]"));
      }
    } else if (value != null) {
      found.add(document(value, name));
    }
    return found;
  }

  private static Policy document(JsonValue value, String name) {
    if (!(value instanceof Scalar scalar)) {
      return Policy.of(name, value);
    }
    var managed = ManagedPolicies.aws().get(scalar.text());
    return managed == null
        ? Policy.unknown(scalar.text())
        : Policy.of(scalar.text(), managed.document());
  }

  private static List<Level> levels(@Nullable JsonValue value, String name) {
    List<Level> found = new ArrayList<>();
    if (!(value instanceof JsonArray array)) {
      return found;
    }
    for (JsonValue item : array.items()) {
      if (!(item instanceof JsonObject level)) {
        throw new CaseException("`" + name + "` is a list of {orgIdentifier, policies}");
      }
      String id = level.text("orgIdentifier");
      String label = id == null ? name : id;
      List<Policy> policies = documents(level.get("policies"), label);
      found.add(new Level(label, policies == null ? List.of() : policies));
    }
    return found;
  }

  private static boolean isNull(@Nullable JsonValue value) {
    return value == null || (value instanceof Scalar scalar && scalar.type() == ScalarType.NULL);
  }

  private static List<String> texts(@Nullable JsonValue value) {
    List<String> found = new ArrayList<>();
    if (value instanceof JsonArray array) {
      for (JsonValue item : array.items()) {
        if (item instanceof Scalar scalar) {
          found.add(scalar.text());
        }
      }
    } else if (value instanceof Scalar scalar && scalar.type() != ScalarType.NULL) {
      found.add(scalar.text());
    }
    return found;
  }

  private static String required(JsonObject object, String name) {
    String text = object.text(name);
    if (text == null) {
      throw new CaseException("the question has no `" + name + "`; add it");
    }
    return text;
  }
}
