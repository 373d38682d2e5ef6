package dev.gatehouse.estate.tier;

import dev.gatehouse.estate.Estate;
import dev.gatehouse.policy.catalogue.ActionCatalogue.Action;
import dev.gatehouse.policy.grant.Grants;
import dev.gatehouse.policy.grant.PrivilegeClass;
import dev.gatehouse.policy.language.Policy;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The risk tier of a role, with the reason.
 *
 * <p>What the role's own tag says holds, then what the account's tag says, else it follows from
 * what the role may do and what its account is for. Where that is not known the prudent answer is
 * taken.
 *
 * @param why one clause
 */
public record TierRating(RiskTier tier, String why) {
  /** Environments whose loss hurts nobody outside. */
  private static final Set<String> LESSER =
      Set.of("dev", "development", "staging", "stage", "sandbox", "test", "testing", "qa", "ci");

  private static final Set<PrivilegeClass> CHANGES =
      EnumSet.of(
          PrivilegeClass.PERMISSIONS_MANAGEMENT,
          PrivilegeClass.PASS_ROLE,
          PrivilegeClass.ASSUME_ROLE,
          PrivilegeClass.WRITE,
          PrivilegeClass.DATA_WRITE,
          PrivilegeClass.TAGGING);

  /** Rates roles one after the other and remembers what each policy grants. */
  public static final class Rater {
    private final Estate estate;
    private final java.util.IdentityHashMap<Policy, Granted> grants =
        new java.util.IdentityHashMap<>();

    public Rater(Estate estate) {
      this.estate = estate;
    }

    /** The tier of a role. */
    public TierRating rate(RoleFacts role) {
      String key = estate.tagNames().tier();
      String own = role.tags().get(key);
      if (own != null && RiskTier.of(own).isPresent()) {
        return new TierRating(RiskTier.of(own).get(), "the role's tag `" + key + "`");
      }
      var account = estate.tier(role.account()).flatMap(RiskTier::of);
      if (account.isPresent()) {
        return new TierRating(account.get(), "the account's tag `" + key + "`");
      }
      return derived(role);
    }

    private TierRating derived(RoleFacts role) {
      String environment = estate.environment(role.account()).orElse("");
      if (LESSER.contains(environment)) {
        return new TierRating(RiskTier.LOW, "its account is for " + environment);
      }
      String place =
          environment.isEmpty()
              ? "in an account of which nobody says what it is for"
              : "in an account for " + environment;
      Set<PrivilegeClass> classes = EnumSet.noneOf(PrivilegeClass.class);
      boolean billing = false;
      for (Policy policy : role.policies()) {
        if (policy.opaque()) {
          return new TierRating(
              RiskTier.CRITICAL, "nobody has the policy `" + policy.name() + "`, " + place);
        }
        Granted granted = grants.computeIfAbsent(policy, Granted::of);
        classes.addAll(granted.classes());
        billing |= granted.billing();
      }
      if (classes.contains(PrivilegeClass.ADMINISTRATOR)
          || classes.contains(PrivilegeClass.IAM_WRITE)) {
        return new TierRating(RiskTier.CRITICAL, "it administers IAM " + place);
      }
      boolean data =
          classes.contains(PrivilegeClass.DATA_READ) || classes.contains(PrivilegeClass.DATA_WRITE);
      if (data && (environment.isEmpty() || environment.startsWith("prod"))) {
        return new TierRating(RiskTier.CRITICAL, "it reaches data " + place);
      }
      if (billing && isManagement(role.account(), environment)) {
        return new TierRating(RiskTier.CRITICAL, "it changes billing or accounts " + place);
      }
      if (classes.stream().anyMatch(CHANGES::contains)) {
        return new TierRating(RiskTier.HIGH, "it changes things " + place);
      }
      if (classes.isEmpty()) {
        return new TierRating(RiskTier.LOW, "it may do nothing");
      }
      return new TierRating(RiskTier.MEDIUM, "it only reads, " + place);
    }

    private boolean isManagement(String account, String environment) {
      return environment.equals("management")
          || estate
              .organization()
              .map(each -> account.equals(each.managementAccount()))
              .orElse(false);
    }
  }

  private record Granted(Set<PrivilegeClass> classes, boolean billing) {
    private static final List<String> BILLING =
        List.of("organizations:", "account:", "billing:", "aws-portal:", "payments:", "budgets:");

    static Granted of(Policy policy) {
      if (Grants.isAdministrator(policy)) {
        return new Granted(new HashSet<>(Grants.classes(policy)), true);
      }
      Map<String, Action> actions = Grants.actions(policy);
      boolean billing =
          actions.entrySet().stream()
              .anyMatch(
                  each ->
                      each.getValue().level().changes()
                          && BILLING.stream().anyMatch(each.getKey()::startsWith));
      return new Granted(new HashSet<>(Grants.classes(policy)), billing);
    }
  }

  @Override
  public String toString() {
    return tier.word() + " (" + why + ")";
  }
}
