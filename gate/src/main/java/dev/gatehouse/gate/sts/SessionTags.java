package dev.gatehouse.gate.sts;

import dev.gatehouse.gate.caller.Session;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.policy.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The tags that a session gets: those passed, and those that the caller's own session passes on
 * (IAM guide, "Passing session tags in AWS STS").
 *
 * @param passed in this call, in the caller's spelling
 * @param inherited transitive tags of the caller's session
 * @param transitive keys that the next role inherits again
 */
record SessionTags(
    Map<String, String> passed, Map<String, String> inherited, List<String> transitive) {

  static SessionTags of(Structure input, @Nullable Session caller) {
    Map<String, String> passed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Structure tag : input.structures("Tags")) {
      String key = tag.need("Key");
      if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
        throw AwsException.validation("Tag keys beginning with 'aws:' are reserved for AWS use.");
      }
      if (passed.put(key, tag.text("Value", "")) != null) {
        throw invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
    }
    TreeSet<String> transitive = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (String key : input.texts("TransitiveTagKeys")) {
      if (!passed.containsKey(key)) {
        throw invalid("The specified transitive tag key must be included in the requested tags.");
      }
      transitive.add(key);
    }
    Map<String, String> inherited = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (caller != null) {
      for (String key : caller.transitive()) {
        caller
            .tags()
            .forEach(
                (name, value) -> {
                  if (name.equalsIgnoreCase(key)) {
                    inherited.put(name, value);
                  }
                });
      }
    }
    for (String key : passed.keySet()) {
      if (inherited.containsKey(key)) {
        throw invalid(
            "One of the specified transitive tag keys can't be set because it conflicts with a"
                + " transitive tag key from the calling session.");
      }
    }
    transitive.addAll(inherited.keySet());
    return new SessionTags(passed, inherited, List.copyOf(transitive));
  }

  /** Tags that an identity provider asserts. */
  static SessionTags asserted(Map<String, String> tags, List<String> transitive) {
    TreeSet<String> kept = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    transitive.stream().filter(tags::containsKey).forEach(kept::add);
    return new SessionTags(tags, Map.of(), List.copyOf(kept));
  }

  private static AwsException invalid(String message) {
    return new AwsException(400, "InvalidParameterValue", message);
  }

  /** Whether {@code sts:TagSession} is needed: also when tags are only inherited. */
  boolean needsPermission() {
    return !passed.isEmpty() || !inherited.isEmpty();
  }

  /** All tags of the new session. */
  Map<String, String> session() {
    Map<String, String> all = new TreeMap<>(inherited);
    all.putAll(passed);
    return all;
  }

  void addTo(Context.Builder keys) {
    Map<String, String> all = session();
    all.forEach((key, value) -> keys.put("aws:RequestTag/" + key, value));
    if (!all.isEmpty()) {
      keys.putAll("aws:TagKeys", new ArrayList<>(all.keySet()));
    }
    if (!transitive.isEmpty()) {
      keys.putAll("sts:TransitiveTagKeys", transitive);
    }
  }
}
