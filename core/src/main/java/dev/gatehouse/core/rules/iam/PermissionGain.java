package dev.gatehouse.core.rules.iam;

import dev.gatehouse.core.rules.kit.Documents;
import dev.gatehouse.policy.catalogue.ActionCatalogue;
import dev.gatehouse.policy.compare.Comparison;
import dev.gatehouse.policy.grant.Grants;
import dev.gatehouse.policy.grant.PrivilegeClass;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a document gives to whoever gets it, asked of the policy engine. */
public final class PermissionGain {
  private static final Policy ALL_OF_IAM =
      Policy.parse(
          "all of IAM",
          "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"iam:*\",\"Resource\":\"*\"}}");

  /** What PowerUserAccess gives, whichever way it is written. */
  private static final Policy ALL_BUT_PRINCIPALS =
      Policy.parse(
          "everything but IAM",
          "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"NotAction\":[\"iam:*\",\"organizations:*\",\"account:*\"],\"Resource\":\"*\"}}");

  private PermissionGain() {}

  /** Whether it gives every permission, or all of IAM, which is the same in one more step. */
  public static boolean isEverything(Policy policy) {
    return Grants.isAdministrator(policy) || givesAllOfIam(policy);
  }

  private static boolean givesAllOfIam(Policy policy) {
    if (!covers(policy, ALL_OF_IAM)) {
      return false;
    }
    Map<String, ActionCatalogue.Action> granted = Grants.actions(policy);
    return ActionCatalogue.aws().actions("iam").stream()
        .allMatch(action -> granted.containsKey(action.name().toLowerCase(Locale.ROOT)));
  }

  /** Whether it gives every permission but those over principals. */
  public static boolean isNearlyEverything(Policy policy) {
    return covers(policy, ALL_BUT_PRINCIPALS);
  }

  /** How much it gives: {@code Allow * on *}; empty for less than nearly everything. */
  public static String breadth(Policy policy) {
    return Grants.isAdministrator(policy)
        ? "Allow * on *"
        : givesAllOfIam(policy)
            ? "Allow iam:* on *"
            : isNearlyEverything(policy) ? "nearly everything but IAM" : "";
  }

  /** The same for a title: {@code every permission}. */
  public static String inWords(Policy policy) {
    return Grants.isAdministrator(policy)
        ? "every permission"
        : givesAllOfIam(policy) ? "every permission of IAM" : "nearly every permission";
  }

  private static boolean covers(Policy policy, Policy wanted) {
    return Comparison.of(Documents.only(Effect.ALLOW, policy), wanted, PolicyKind.IDENTITY).answer()
        == Comparison.Answer.NO_NEW_ACCESS;
  }

  /** The privilege classes of several documents together, those not known left out. */
  public static Set<PrivilegeClass> classes(List<Policy> policies) {
    Set<PrivilegeClass> classes = EnumSet.noneOf(PrivilegeClass.class);
    policies.forEach(policy -> classes.addAll(Grants.classes(policy)));
    return classes;
  }

  /** Whether all documents are known. */
  public static boolean known(List<Policy> policies) {
    return policies.stream().noneMatch(Policy::opaque);
  }

  /** Each class in words: {@code IAM write}, {@code pass role}. */
  public static List<String> words(Set<PrivilegeClass> classes) {
    return classes.stream()
        .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', ' ').replace("iam", "IAM"))
        .toList();
  }
}
