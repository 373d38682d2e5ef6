package dev.gatehouse.estate.graph.way;

import dev.gatehouse.estate.graph.edge.Ruling;
import dev.gatehouse.estate.graph.index.GraphIndex;
import dev.gatehouse.estate.graph.query.PolicyQueries;
import dev.gatehouse.estate.graph.query.ResourceExamples;
import dev.gatehouse.estate.graph.query.Subject;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Giving every permission to a user, role or group, by a document of its own or a managed policy:
 * one that is there, one that the subject may rewrite, or one that it makes.
 */
final class Granting {
  private static final String CREATE = "iam:CreatePolicy";

  private Granting() {}

  /**
   * Writes an inline policy.
   *
   * @param target what conditions can ask of the holder
   */
  static void put(
      Subject editor,
      String holder,
      Map<String, List<String>> target,
      GraphIndex index,
      Found found) {
    String action = "iam:Put" + PolicyEdits.word(holder) + "Policy";
    found.add(action, index.call(editor, action, holder, target));
  }

  /** Attaches a managed policy. */
  static void attach(
      Subject editor,
      String holder,
      Map<String, List<String>> target,
      GraphIndex index,
      Found found) {
    String word = PolicyEdits.word(holder);
    String action = "iam:Attach" + word + "Policy";
    if (!PolicyQueries.may(editor, action, holder)) {
      return;
    }
    for (String policy : index.strongPolicies(editor.account())) {
      found.add(action, with(policy, editor, action, holder, target, index));
    }
    for (String policy : index.ownershipPolicies(editor.account(), word)) {
      List<String> calls = List.of(action, "iam:Put" + word + "Policy");
      found.add(calls, with(policy, editor, action, holder, target, index));
    }
    if (!found.open()) {
      written(editor, action, holder, target, index, found);
    }
  }

  /** A policy of the account that the subject rewrites, or one that it makes, is attached. */
  private static void written(
      Subject editor,
      String action,
      String holder,
      Map<String, List<String>> target,
      GraphIndex index,
      Found found) {
    if (PolicyQueries.may(editor, PolicyEdits.NEW_VERSION, "*")) {
      for (String policy : index.customerPolicies(editor.account())) {
        Ruling edit = index.call(editor, PolicyEdits.NEW_VERSION, policy, Map.of());
        if (edit != null) {
          Ruling ruling = Ruling.both(edit, with(policy, editor, action, holder, target, index));
          found.add(List.of(PolicyEdits.NEW_VERSION, action), ruling);
        }
      }
    }
    if (PolicyQueries.may(editor, CREATE, "*")) {
      for (String policy : newPolicies(editor, action)) {
        Ruling made =
            index.customerPolicy(editor.account(), policy).isPresent()
                ? null
                : index.call(editor, CREATE, policy, Map.of());
        if (made != null) {
          Ruling ruling = Ruling.both(made, with(policy, editor, action, holder, target, index));
          found.add(List.of(CREATE, action), ruling);
        }
      }
    }
  }

  private static Set<String> newPolicies(Subject editor, String attach) {
    Set<String> policies =
        new LinkedHashSet<>(ResourceExamples.of(editor, Set.of(CREATE), "iam:policy"));
    policies.addAll(ResourceExamples.asked(editor, attach, "iam:PolicyARN"));
    return policies;
  }

  private static @Nullable Ruling with(
      String policy,
      Subject editor,
      String action,
      String holder,
      Map<String, List<String>> target,
      GraphIndex index) {
    Map<String, List<String>> keys = new LinkedHashMap<>(target);
    keys.put("iam:PolicyARN", List.of(policy));
    return index.call(editor, action, holder, keys);
  }
}
