package dev.gatehouse.policy.language;

import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.json.JsonValue.Member;
import dev.gatehouse.policy.json.JsonValue.Scalar;
import dev.gatehouse.policy.json.JsonValue.ScalarType;
import dev.gatehouse.policy.language.Policy.Version;
import dev.gatehouse.policy.pattern.ActionPattern;
import dev.gatehouse.policy.principal.PrincipalElement;
import dev.gatehouse.policy.principal.PrincipalElement.Entry;
import dev.gatehouse.policy.principal.PrincipalElement.EntryKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one statement. */
final class StatementParser {
  private final Version version;
  private final ProblemLog log;
  private final boolean clearDocument;

  /**
   * @param clearDocument whether the document around has one meaning; otherwise no statement has
   */
  StatementParser(Version version, ProblemLog log, boolean clearDocument) {
    this.version = version;
    this.log = log;
    this.clearDocument = clearDocument;
  }

  Statement parse(JsonObject object, int index, String path) {
    int shapesBefore = log.shapes();
    log.duplicates(object, path);
    for (Member member : object.members()) {
      switch (member.name()) {
        case "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction" -> {}
        case "Resource", "NotResource", "Condition" -> {}
        default ->
            log.error(
                "unknown-element",
                ProblemLog.quote(member.name()) + " is no element of a statement; remove it",
                path,
                member);
      }
    }
    JsonValue sid = object.get("Sid");
    Effect effect = effect(object, path);
    boolean clear = clearDocument && effect != null;
    clear &= exclusive(object, path, "Action", "NotAction", true);
    clear &= exclusive(object, path, "Resource", "NotResource", false);
    clear &= exclusive(object, path, "Principal", "NotPrincipal", false);
    boolean notAction = object.get("NotAction") != null;
    JsonValue actions = object.get(notAction ? "NotAction" : "Action");
    ResourceElement resource = resource(object, path);
    PrincipalElement principal = principal(object, path);
    List<ActionPattern> patterns = actions(actions, notAction, path);
    ConditionParser conditions = new ConditionParser(version, log);
    var found = conditions.parse(object.get("Condition"), path + ".Condition");
    boolean misshapen = log.shapes() > shapesBefore;
    return new Statement(
        index,
        sid == null ? "" : log.string(sid, path + ".Sid"),
        effect,
        principal,
        patterns,
        notAction,
        resource,
        found,
        !clear || misshapen || conditions.broken(),
        object);
  }

  private @Nullable Effect effect(JsonObject object, String path) {
    JsonValue value = object.get("Effect");
    if (value == null) {
      log.error("no-effect", "the statement has no `Effect`; add Allow or Deny", path, object);
      return null;
    }
    for (Effect effect : Effect.values()) {
      if (value instanceof Scalar scalar && effect.word().equals(scalar.text())) {
        return effect;
      }
    }
    log.error("bad-effect", "`Effect` is `Allow` or `Deny`, spelled so", path + ".Effect", value);
    return null;
  }

  private boolean exclusive(
      JsonObject object, String path, String plain, String negated, boolean required) {
    boolean one = object.get(plain) != null;
    boolean other = object.get(negated) != null;
    if (one && other) {
      log.error(
          "contradiction",
          "a statement has `" + plain + "` or `" + negated + "`, not both",
          path,
          object);
      return false;
    }
    if (required && !one && !other) {
      log.error(
          "missing-element",
          "the statement has neither `" + plain + "` nor `" + negated + "`",
          path,
          object);
      return false;
    }
    return true;
  }

  private List<ActionPattern> actions(@Nullable JsonValue value, boolean negated, String path) {
    List<ActionPattern> found = new ArrayList<>();
    if (value == null) {
      return found;
    }
    String where = path + (negated ? ".NotAction" : ".Action");
    for (Scalar scalar : log.strings(value, where, false)) {
      String text = scalar.text();
      if (!isAction(text)) {
        log.error(
            "bad-action",
            ProblemLog.quote(text) + " is no action; write `service:Name` or `*`",
            where,
            scalar);
      }
      found.add(ActionPattern.of(text));
    }
    return found;
  }

  /** {@code *}, or a literal prefix, a colon, and letters, digits and wildcards. */
  private static boolean isAction(String text) {
    if (text.equals("*")) {
      return true;
    }
    int colon = text.indexOf(':');
    return colon > 0
        && colon < text.length() - 1
        && text.substring(0, colon).chars().allMatch(c -> isWord(c) || c == '-')
        && text.substring(colon + 1).chars().allMatch(c -> isWord(c) || c == '*' || c == '?');
  }

  private static boolean isWord(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  private @Nullable ResourceElement resource(JsonObject object, String path) {
    boolean negated = object.get("NotResource") != null;
    JsonValue value = object.get(negated ? "NotResource" : "Resource");
    if (value == null) {
      return null;
    }
    String where = path + (negated ? ".NotResource" : ".Resource");
    List<String> found = new ArrayList<>();
    for (Scalar scalar : log.strings(value, where, false)) {
      String text = scalar.text();
      if (!text.equals("*") && !text.startsWith("arn:")) {
        log.error(
            "bad-resource",
            ProblemLog.quote(text) + " is no resource; write an ARN or `*`",
            where,
            scalar);
      } else if (ResourceType.isWildIllegally(text)) {
        log.error(
            "wild-resource-type",
            ProblemLog.quote(text)
                + " has a wildcard in the resource type and matches nothing; name the type",
            where,
            scalar);
      }
      found.add(text);
    }
    return ResourceElement.of(negated, found, version.hasVariables());
  }

  private @Nullable PrincipalElement principal(JsonObject object, String path) {
    boolean negated = object.get("NotPrincipal") != null;
    JsonValue value = object.get(negated ? "NotPrincipal" : "Principal");
    if (value == null) {
      return null;
    }
    String where = path + (negated ? ".NotPrincipal" : ".Principal");
    List<Entry> entries = new ArrayList<>();
    if (value instanceof JsonObject byType) {
      log.duplicates(byType, where);
      for (Member member : byType.members()) {
        for (Scalar scalar : log.strings(member.value(), where + "." + member.name(), false)) {
          entries.add(entry(member.name(), scalar, where));
        }
      }
    } else if (value instanceof Scalar scalar && scalar.type() == ScalarType.STRING) {
      if (!scalar.text().equals("*")) {
        log.error(
            "bare-principal",
            "a principal outside an object is `*`; write {\"AWS\": …}",
            where,
            scalar);
      }
      entries.add(entry("AWS", scalar, where));
    } else {
      log.misshapen("`" + where + "` is an object or `*`", where, value);
    }
    return new PrincipalElement(negated, entries);
  }

  private Entry entry(String type, Scalar value, String where) {
    Entry entry = PrincipalElement.entry(type, value.text(), value.line(), value.column());
    if (entry.kind() == EntryKind.UNREADABLE) {
      log.error(
          "bad-principal",
          ProblemLog.quote(value.text()) + " under `" + type + "` names nobody; give a full ARN",
          where,
          value);
    }
    return entry;
  }
}
