package dev.gatehouse.estate.graph.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.policy.catalogue.ManagedPolicies;
import dev.gatehouse.policy.catalogue.ManagedPolicies.ManagedPolicy;
import dev.gatehouse.policy.grant.Grants;
import dev.gatehouse.policy.language.Policy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrongPoliciesTest {
  /** Of all documents of AWS; whoever gets one of these is an administrator. */
  @Test
  void noneOfAwsIsForgotten() {
    List<String> found = new ArrayList<>();
    for (String arn : ManagedPolicies.aws().arns()) {
      ManagedPolicy policy = ManagedPolicies.aws().get(arn);
      assertThat(policy).isNotNull();
      Policy document = Policy.of(arn, policy.document());
      String name = arn.substring(arn.lastIndexOf('/') + 1);
      if (Grants.isAdministrator(document)) {
        found.add(name + " everything");
        continue;
      }
      for (String word : List.of("User", "Role", "Group")) {
        if (StrongPolicies.edits(document, word)) {
          found.add(name + " " + word);
        }
      }
    }
    assertThat(found)
        .containsExactlyInAnyOrder(
            "AdministratorAccess everything",
            "AdministratorAccess-Amplify Role",
            "IAMFullAccess User",
            "IAMFullAccess Role",
            "IAMFullAccess Group");
  }
}
