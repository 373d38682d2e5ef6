package dev.gatehouse.estate.graph.index;

import dev.gatehouse.estate.inventory.AccountInventory;
import dev.gatehouse.estate.inventory.ManagedPolicyDocument;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.grant.Grants;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.ResourceElement;
import dev.gatehouse.policy.language.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The managed policies of an account that make an administrator of whoever gets them: those that
 * allow everything, and those that let him write his own.
 *
 * @param everything ARNs; AWS's own first
 * @param editing ARNs by who gets them: {@code User}, {@code Role}, {@code Group}
 */
record StrongPolicies(List<String> everything, Map<String, List<String>> editing) {

  StrongPolicies(AccountInventory account) {
    this(
        everything(account),
        Map.of(
            "User", editing(account, "User"),
            "Role", editing(account, "Role"),
            "Group", editing(account, "Group")));
  }

  List<String> editing(String word) {
    return editing.getOrDefault(word, List.of());
  }

  private static List<String> everything(AccountInventory account) {
    List<String> strong = new ArrayList<>();
    strong.add(Arn.iam(account.partition(), "aws", "policy/AdministratorAccess"));
    for (ManagedPolicyDocument policy : account.policies()) {
      if (Grants.isAdministrator(policy.document()) && !strong.contains(policy.arn())) {
        strong.add(policy.arn());
      }
    }
    return strong;
  }

  private static List<String> editing(AccountInventory account, String word) {
    List<String> strong = new ArrayList<>();
    strong.add(Arn.iam(account.partition(), "aws", "policy/IAMFullAccess"));
    if (word.equals("Role")) {
      strong.add(Arn.iam(account.partition(), "aws", "policy/AdministratorAccess-Amplify"));
    }
    for (ManagedPolicyDocument policy : account.policies()) {
      if (edits(policy.document(), word)
          && !Grants.isAdministrator(policy.document())
          && !strong.contains(policy.arn())) {
        strong.add(policy.arn());
      }
    }
    return strong;
  }

  /** Whether the document lets whoever has it write the inline policies of everyone of his kind. */
  static boolean edits(Policy policy, String word) {
    String action = ("iam:Put" + word + "Policy").toLowerCase(Locale.ROOT);
    return policy.statements().stream()
        .anyMatch(
            each ->
                each.effect() == Effect.ALLOW
                    && !each.broken()
                    && each.conditions().isEmpty()
                    && everything(each)
                    && each.matchesAction(action, 3));
  }

  private static boolean everything(Statement statement) {
    ResourceElement resource = statement.resource();
    return resource != null && resource.everything() && !resource.negated();
  }
}
