package dev.gatehouse.policy.reference;

import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonValue.JsonArray;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.json.JsonValue.Member;
import dev.gatehouse.policy.json.JsonValue.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One statement, read from its JSON each time it is asked. */
record ReferenceStatement(JsonObject json, boolean variables) {

  static List<String> texts(JsonValue value) {
    List<String> found = new ArrayList<>();
    if (value instanceof JsonArray array) {
      array.items().forEach(item -> found.add(((Scalar) item).text()));
    } else if (value != null) {
      found.add(((Scalar) value).text());
    }
    return found;
  }

  boolean denies() {
    return "Deny".equals(json.text("Effect"));
  }

  boolean meansAction(String action) {
    boolean plain = json.get("Action") != null;
    boolean listed = false;
    for (String pattern : texts(json.get(plain ? "Action" : "NotAction"))) {
      listed |= meansAction(pattern.toLowerCase(), action.toLowerCase());
    }
    return plain == listed;
  }

  private static boolean meansAction(String pattern, String action) {
    if (pattern.equals("*")) {
      return true;
    }
    String[] want = pattern.split(":", 2);
    String[] have = action.split(":", 2);
    return want.length == 2
        && want[0].equals(have[0])
        && have[1].matches(ReferenceText.regex(want[1]));
  }

  boolean meansResource(String resource, Map<String, Object> context) {
    Map<String, Object> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    keys.putAll(context);
    if (json.get("Resource") == null && json.get("NotResource") == null) {
      return true;
    }
    boolean plain = json.get("Resource") != null;
    boolean listed = false;
    boolean doubtful = false;
    for (String pattern : texts(json.get(plain ? "Resource" : "NotResource"))) {
      if (pattern.equals("*")) {
        listed = true;
        continue;
      }
      String[] want = pattern.split(":", 6);
      Optional<String> last =
          want.length < 6
              ? Optional.of(".*")
              : new ReferenceText(keys, variables).resolvedRegex(want[5]);
      doubtful |= last.isEmpty() || want.length < 6 && !denies();
      String[] have = resource.split(":", 6);
      boolean all = have.length == 6 && last.isPresent() && have[5].matches("(?s)" + last.get());
      for (int i = 0; i < 5 && all; i++) {
        all = i >= want.length || have[i].matches(ReferenceText.regex(want[i]));
      }
      listed |= all;
    }
    return plain ? listed : !listed && !doubtful;
  }

  ReferenceCondition.Holds meansConditions(Map<String, Object> context) {
    return new ReferenceCondition(context, variables).holds(json.get("Condition"));
  }

  /** All names in Principal or NotPrincipal, as {@code TYPE=VALUE}. */
  List<String> names() {
    JsonValue value =
        json.get("Principal") != null ? json.get("Principal") : json.get("NotPrincipal");
    List<String> names = new ArrayList<>();
    if (value instanceof JsonObject types) {
      for (Member type : types.members()) {
        texts(type.value()).forEach(text -> names.add(type.name() + "=" + text));
      }
    } else if (value != null) {
      names.add("AWS=" + ((Scalar) value).text());
    }
    return names;
  }

  boolean hasPrincipal() {
    return json.get("Principal") != null;
  }

  boolean hasNotPrincipal() {
    return json.get("NotPrincipal") != null;
  }
}
