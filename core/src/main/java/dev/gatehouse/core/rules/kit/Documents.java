package dev.gatehouse.core.rules.kit;

import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.condition.Operator;
import dev.gatehouse.policy.json.JsonReader;
import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonValue.JsonArray;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.json.JsonValue.Member;
import dev.gatehouse.policy.json.JsonValue.Scalar;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyException;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.principal.PrincipalElement;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Policy documents as records have them. */
public final class Documents {
  /** Condition keys that say who may call or from where, so that a {@code *} is not everyone. */
  private static final Set<String> NARROWING =
      Set.of(
          "aws:principalorgid",
          "aws:principalorgpaths",
          "aws:principalaccount",
          "aws:principalarn",
          "aws:sourceaccount",
          "aws:sourcearn",
          "aws:sourceorgid",
          "aws:sourceorgpaths",
          "aws:sourceowner",
          "aws:sourcevpc",
          "aws:sourcevpce",
          "aws:vpcsourceip",
          "aws:sourceip",
          "kms:calleraccount");

  private static final JsonValue EVERYTHING =
      JsonReader.read("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}");

  private Documents() {}

  /**
   * The policy that a record carries as text, URL-encoded or not; opaque where it is cut off or no
   * document.
   */
  public static Policy policy(String name, @Nullable String text) {
    if (text == null) {
      return Policy.unknown(name);
    }
    try {
      String json =
          text.startsWith("%7B") || text.startsWith("%0A")
              ? URLDecoder.decode(text, StandardCharsets.UTF_8)
              : text;
      return Policy.parse(name, json);
    } catch (PolicyException | IllegalArgumentException notADocument) {
      return Policy.unknown(name);
    }
  }

  /** The policy that stands somewhere in a record, as text or as part of it. */
  public static Policy policy(String name, Tree place) {
    String text = place.text();
    return policy(
        name, text == null && place.value() != null ? JsonWriter.line(place.value()) : text);
  }

  /** The {@code AWS} names that a statement is about; {@code *} for everyone but some. */
  public static List<String> accounts(Statement statement) {
    PrincipalElement principal = statement.principal();
    if (principal == null) {
      return List.of();
    }
    return principal.negated()
        ? List.of("*")
        : principal.entries().stream()
            .filter(each -> each.type().equals("AWS"))
            .map(PrincipalElement.Entry::value)
            .toList();
  }

  /** The same policy without its statements of another effect. */
  public static Policy only(Effect effect, Policy policy) {
    List<JsonValue> kept = new ArrayList<>();
    for (Statement each : policy.statements()) {
      if (each.effect() == effect && !each.broken()) {
        kept.add(each.source());
      }
    }
    return of(policy, kept);
  }

  /** What the policy denies, and everything else allowed: to compare denials by. */
  public static Policy denials(Policy policy) {
    List<JsonValue> kept = new ArrayList<>();
    for (Statement each : policy.statements()) {
      if (each.effect() == Effect.DENY && !each.broken()) {
        kept.add(each.source());
      }
    }
    kept.add(EVERYTHING);
    return of(policy, kept);
  }

  private static Policy of(Policy like, List<JsonValue> statements) {
    JsonValue version = new Scalar(like.version().date(), JsonValue.ScalarType.STRING, 0, 0);
    return Policy.of(
        like.name(),
        new JsonObject(
            List.of(
                new Member("Version", version, 0, 0),
                new Member("Statement", new JsonArray(statements, 0, 0), 0, 0)),
            0,
            0));
  }

  /** The statements that let somebody do something. */
  public static List<Statement> grants(Policy policy) {
    return policy.statements().stream()
        .filter(each -> each.effect() == Effect.ALLOW && !each.broken())
        .toList();
  }

  /** Whether a condition keeps out all but named callers or places. */
  public static boolean isNarrowed(Statement statement) {
    return statement.conditions().stream().anyMatch(each -> narrows(each, NARROWING));
  }

  /** Whether a condition on one of the keys must hold and can fail. */
  public static boolean narrows(Condition condition, Set<String> keys) {
    return mustHold(condition) && keys.contains(key(condition));
  }

  /** Whether the condition needs a value and not every value will do. */
  public static boolean mustHold(Condition condition) {
    return !condition.name().operator().negated()
        && !condition.name().ifExists()
        && condition.name().operator() != Operator.NULL
        && condition.values().stream().noneMatch(value -> value.matches("\\*+"));
  }

  /** The key in lower case, as keys are compared. */
  public static String key(Condition condition) {
    return condition.key().name().toLowerCase(Locale.ROOT);
  }
}
