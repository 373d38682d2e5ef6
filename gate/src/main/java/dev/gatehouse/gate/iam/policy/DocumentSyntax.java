package dev.gatehouse.gate.iam.policy;

import static dev.gatehouse.gate.iam.policy.DocumentCheck.malformed;

import dev.gatehouse.policy.condition.OperatorName;
import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonValue.JsonArray;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.json.JsonValue.Member;
import dev.gatehouse.policy.json.JsonValue.Scalar;
import dev.gatehouse.policy.json.JsonValue.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The shape of a document: which members it may have, and what kind of value each. */
final class DocumentSyntax {
  private static final Set<String> TOP = Set.of("Version", "Id", "Statement", "Conditions");
  private static final Set<String> VERSIONS = Set.of("2008-10-17", "2012-10-17");
  private static final Set<String> STATEMENT =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");
  private static final List<String> LISTS =
      List.of("Action", "NotAction", "Resource", "NotResource");

  private DocumentSyntax() {}

  /** The statements of a document whose shape is right. */
  static List<JsonObject> statements(JsonObject document) {
    for (Member member : document.members()) {
      require(TOP.contains(member.name()));
    }
    String version = document.text("Version");
    require(document.get("Version") == null || (version != null && VERSIONS.contains(version)));
    require(isTextOrAbsent(document.get("Id")));
    List<JsonObject> statements = new ArrayList<>();
    JsonValue value = document.get("Statement");
    List<JsonValue> items =
        value instanceof JsonArray array
            ? array.items()
            : value == null ? List.of() : List.of(value);
    require(!items.isEmpty());
    for (JsonValue item : items) {
      require(item instanceof JsonObject);
      statements.add((JsonObject) item);
    }
    statements.forEach(DocumentSyntax::statement);
    return statements;
  }

  private static void statement(JsonObject statement) {
    for (Member member : statement.members()) {
      require(STATEMENT.contains(member.name()));
    }
    require(statement.get("Resource") == null || statement.get("NotResource") == null);
    require(statement.get("Action") == null || statement.get("NotAction") == null);
    String effect = statement.text("Effect");
    require(effect != null && Set.of("allow", "deny").contains(effect.toLowerCase(Locale.ROOT)));
    for (String name : LISTS) {
      require(isTexts(statement.get(name)));
    }
    require(isTextOrAbsent(statement.get("Sid")));
    condition(statement.get("Condition"));
  }

  private static void condition(@Nullable JsonValue value) {
    if (value == null) {
      return;
    }
    require(value instanceof JsonObject);
    for (Member operator : ((JsonObject) value).members()) {
      require(operator.value() instanceof JsonObject);
      List<Member> keys = ((JsonObject) operator.value()).members();
      for (Member key : keys) {
        require(key.value() instanceof JsonArray || isScalar(key.value()));
      }
      OperatorName name = OperatorName.parse(operator.name());
      require(keys.isEmpty() || (name != null && name.word().equals(operator.name())));
    }
  }

  private static boolean isScalar(JsonValue value) {
    return value instanceof Scalar scalar && scalar.type() != ScalarType.NULL;
  }

  private static boolean isTextOrAbsent(@Nullable JsonValue value) {
    return value == null || (value instanceof Scalar scalar && scalar.type() == ScalarType.STRING);
  }

  private static boolean isTexts(@Nullable JsonValue value) {
    return value instanceof JsonArray array
        ? array.items().stream().allMatch(DocumentSyntax::isTextOrAbsent)
        : isTextOrAbsent(value);
  }

  /** The texts of a string or of a list of strings. */
  static List<String> texts(JsonValue value) {
    List<JsonValue> items = value instanceof JsonArray array ? array.items() : List.of(value);
    List<String> texts = new ArrayList<>();
    for (JsonValue item : items) {
      if (item instanceof Scalar scalar && scalar.type() == ScalarType.STRING) {
        texts.add(scalar.text());
      }
    }
    return texts;
  }

  private static void require(boolean right) {
    if (!right) {
      throw malformed("Syntax errors in policy.");
    }
  }
}
