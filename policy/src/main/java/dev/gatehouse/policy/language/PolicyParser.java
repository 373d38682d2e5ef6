package dev.gatehouse.policy.language;

import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonValue.JsonArray;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.json.JsonValue.Member;
import dev.gatehouse.policy.json.JsonValue.Scalar;
import dev.gatehouse.policy.language.Policy.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a JSON document into a {@link Policy} and notes everything that AWS would refuse. */
final class PolicyParser {
  private final String name;
  private final ProblemLog log = new ProblemLog();

  PolicyParser(String name) {
    this.name = name;
  }

  Policy parse(JsonValue document) {
    if (!(document instanceof JsonObject object)) {
      log.error("no-object", "a policy is a JSON object, not " + document.kind(), "$", document);
      throw new PolicyException(name, log.problems());
    }
    Version version = Version.V2008;
    List<Statement> statements = new ArrayList<>();
    boolean hasStatement = false;
    log.duplicates(object, "$");
    boolean clear = log.shapes() == 0;
    for (Member member : object.members()) {
      switch (member.name()) {
        case "Version" -> version = version(member.value());
        case "Id" -> log.string(member.value(), "Id");
        case "Statement" -> hasStatement = true;
        default ->
            log.error(
                "unknown-element",
                "`" + member.name() + "` is no element of a policy; remove it",
                member.name(),
                member);
      }
    }
    if (hasStatement) {
      statements(object.get("Statement"), new StatementParser(version, log, clear), statements);
    } else {
      log.error("no-statement", "the policy has no `Statement`; add one", "$", object);
    }
    return new Policy(name, version, statements, log.problems(), false);
  }

  private Version version(JsonValue value) {
    if (value instanceof Scalar scalar) {
      for (Version version : Version.values()) {
        if (version.date().equals(scalar.text())) {
          return version;
        }
      }
    }
    log.error("bad-version", "`Version` is `2012-10-17` or `2008-10-17`", "Version", value);
    return Version.V2008;
  }

  private void statements(
      @Nullable JsonValue value, StatementParser parser, List<Statement> found) {
    if (value instanceof JsonObject single) {
      found.add(parser.parse(single, 0, "Statement"));
    } else if (value instanceof JsonArray several) {
      if (several.items().isEmpty()) {
        log.error("no-statement", "`Statement` is empty; add a statement", "Statement", several);
      }
      for (int i = 0; i < several.items().size(); i++) {
        String path = "Statement[" + (i + 1) + "]";
        if (several.items().get(i) instanceof JsonObject item) {
          found.add(parser.parse(item, found.size(), path));
        } else {
          log.error("no-object", "a statement is a JSON object", path, several.items().get(i));
        }
      }
    } else if (value != null) {
      log.error("no-object", "`Statement` is an object or an array of objects", "Statement", value);
    }
    sids(found);
  }

  private void sids(List<Statement> statements) {
    Set<String> seen = new HashSet<>();
    for (Statement statement : statements) {
      if (!statement.sid().isEmpty() && !seen.add(statement.sid())) {
        log.error(
            "duplicate-sid",
            "the Sid `" + statement.sid() + "` is used twice; Sids are unique in a policy",
            "Statement[" + (statement.index() + 1) + "].Sid",
            statement.source());
      }
    }
  }
}
