package dev.gatehouse.gate.iam.policy;

import static dev.gatehouse.gate.iam.policy.DocumentCheck.malformed;

import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The checks of managed and inline policies, in AWS's order: the first that fails is told. */
final class IdentityDocument {
  private final JsonObject document;

  IdentityDocument(JsonObject document) {
    this.document = document;
  }

  void check(boolean newVersionOnly) {
    List<JsonObject> statements = DocumentSyntax.statements(document);
    if (newVersionOnly && !"2012-10-17".equals(document.text("Version"))) {
      throw malformed("Policy document must be version 2012-10-17 or greater.");
    }
    for (JsonObject statement : statements) {
      if (statement.get("Principal") != null || statement.get("NotPrincipal") != null) {
        throw malformed("Policy document should not specify a principal.");
      }
    }
    statements.forEach(LegacyParsing::check);
    String fault = resourceFault(statements);
    uniqueSids(statements);
    for (JsonObject statement : statements) {
      if (isEmpty(statement, "Action", "NotAction")) {
        throw malformed("Policy statement must contain actions.");
      }
    }
    if (fault != null) {
      throw malformed(fault);
    }
    statements.forEach(statement -> checkActions(statement, "Action"));
    statements.forEach(statement -> checkActions(statement, "NotAction"));
    for (JsonObject statement : statements) {
      if (isEmpty(statement, "Resource", "NotResource")) {
        throw malformed("Policy statement must contain resources.");
      }
    }
  }

  private static void uniqueSids(List<JsonObject> statements) {
    Set<String> seen = new HashSet<>();
    for (JsonObject statement : statements) {
      String sid = statement.text("Sid");
      if (sid != null && !sid.isEmpty() && !seen.add(sid)) {
        throw malformed("Statement IDs (SID) in a single policy must be unique.");
      }
    }
  }

  private static boolean isEmpty(JsonObject statement, String plain, String negated) {
    JsonValue value = statement.get(plain) == null ? statement.get(negated) : statement.get(plain);
    return value == null || DocumentSyntax.texts(value).isEmpty();
  }

  /** What is wrong with a resource; of several the last statement's first, in their order. */
  private static @Nullable String resourceFault(List<JsonObject> statements) {
    String fault = null;
    for (JsonObject statement : statements) {
      for (String member : List.of("Resource", "NotResource")) {
        JsonValue value = statement.get(member);
        if (value == null) {
          continue;
        }
        List<String> resources = DocumentSyntax.texts(value);
        for (String resource : resources.stream().sorted(Comparator.reverseOrder()).toList()) {
          String found = ResourceFormat.fault(resource);
          fault = found == null ? fault : found;
        }
        if (fault == null) {
          LegacyParsing.checkResources(resources);
        }
      }
    }
    return fault;
  }

  private static void checkActions(JsonObject statement, String member) {
    JsonValue value = statement.get(member);
    if (value != null) {
      DocumentSyntax.texts(value).forEach(IdentityDocument::checkAction);
    }
  }

  private static void checkAction(String action) {
    if (action.equals("*")) {
      return;
    }
    int colon = action.indexOf(':');
    if (colon < 0) {
      throw malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    }
    if (action.indexOf(':', colon + 1) >= 0) {
      throw malformed("Actions/Condition can contain only one colon.");
    }
    String vendor = action.substring(0, colon);
    if (!vendor.equals("*") && !vendor.matches("[a-zA-Z0-9.-]*")) {
      throw malformed("Vendor " + vendor + " is not valid");
    }
  }
}
