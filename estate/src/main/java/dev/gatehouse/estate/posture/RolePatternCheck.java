package dev.gatehouse.estate.posture;

import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.posture.PostureResult.Severity;
import dev.gatehouse.policy.grant.TrustedPrincipal;
import dev.gatehouse.policy.principal.PrincipalElement.EntryKind;
import java.util.Set;
import java.util.function.Consumer;

/** Roles whose federation has a better pattern: pods by OpenID Connect, apps by social sign-in. */
final class RolePatternCheck implements Check {
  private static final Set<String> SOCIAL =
      Set.of("accounts.google.com", "graph.facebook.com", "www.amazon.com");

  @Override
  public void run(Scene scene, Consumer<PostureResult> results) {
    scene
        .inventory()
        .roles()
        .filter(role -> !role.isReserved())
        .forEach(
            role ->
                TrustedPrincipal.of(role.trust()).stream()
                    .filter(trusted -> trusted.entry().kind() == EntryKind.FEDERATED)
                    .map(trusted -> trusted.entry().value())
                    .distinct()
                    .forEach(provider -> provider(role, provider, results)));
  }

  private static void provider(IamRole role, String provider, Consumer<PostureResult> results) {
    if (provider.contains(":oidc-provider/oidc.eks.")) {
      results.accept(advice(role, Kind.POD, provider));
    } else if (SOCIAL.contains(provider)) {
      results.accept(advice(role, Kind.MOBILE, provider));
    }
  }

  private static PostureResult advice(IamRole role, Kind kind, String provider) {
    return PostureResult.open("identity-pattern", Severity.LOW, role.account(), role.arn())
        .what("This role is for: " + kind.word() + ". It should use " + kind.pattern() + ".")
        .why("With that, " + kind.why() + ".")
        .evidence("its trust policy names `" + provider + "`")
        .steps(kind.steps())
        .result();
  }
}
