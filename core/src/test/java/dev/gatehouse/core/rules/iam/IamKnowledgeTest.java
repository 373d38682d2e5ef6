package dev.gatehouse.core.rules.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.estate.inventory.InventoryBuilder;
import dev.gatehouse.estate.inventory.ManagedPolicyDocument;
import dev.gatehouse.estate.inventory.Permissions;
import dev.gatehouse.policy.grant.Grants;
import dev.gatehouse.policy.language.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Documents come from the trail first, then from an estate that is not younger than the act. */
class IamKnowledgeTest {
  private static final String ACCOUNT = "123456789012";
  private static final String POLICY = "arn:aws:iam::123456789012:policy/app";
  private static final Instant ACT = Instant.parse("2026-03-02T09:00:00Z");
  private static final String READ =
      "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}}";
  private static final String ALL =
      "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";

  @Test
  void takesWhatIsInForceFromAnOlderSnapshot() {
    IamKnowledge known = knowledge(ACT.minusSeconds(60), List.of());
    assertThat(known.managed(POLICY).opaque()).isFalse();
    assertThat(Grants.isAdministrator(known.managed(POLICY))).isFalse();
    assertThat(known.holder("role", "ops").whole).isTrue();
  }

  @Test
  void asksAYoungerSnapshotForVersionsOnly() {
    IamKnowledge known = knowledge(ACT.plusSeconds(60), List.of());
    assertThat(known.managed(POLICY).opaque()).isTrue();
    assertThat(known.holder("role", "ops").whole).isFalse();
    assertThat(Grants.isAdministrator(known.version(POLICY, "v2"))).isTrue();
  }

  @Test
  void putsTheTrailOverTheSnapshot() {
    IamKnowledge known =
        knowledge(
            ACT.minusSeconds(60),
            List.of(
                change("SetDefaultPolicyVersion", Map.of("policyArn", POLICY, "versionId", "v2")),
                change("DetachRolePolicy", Map.of("roleName", "ops", "policyArn", POLICY)),
                change(
                    "PutRolePolicy",
                    Map.of("roleName", "ops", "policyName", "own", "policyDocument", READ)),
                change(
                    "PutRolePermissionsBoundary",
                    Map.of("roleName", "ops", "permissionsBoundary", POLICY))));
    assertThat(Grants.isAdministrator(known.managed(POLICY))).isTrue();
    IamHolder ops = known.holder("role", "ops");
    assertThat(ops.attached).isEmpty();
    assertThat(ops.inline).containsOnlyKeys("own");
    assertThat(ops.boundary).isEqualTo(POLICY);
  }

  @Test
  void knowsOfAGroupOnlyWhatWasDoneToTheGroup() {
    IamKnowledge known =
        knowledge(
            ACT.minusSeconds(60),
            List.of(change("AddUserToGroup", Map.of("userName", "ann", "groupName", "makers"))));
    assertThat(known.holder("user", "ann").groups).containsExactly("makers");
    assertThat(known.documents(known.holder("user", "ann"))).anyMatch(Policy::opaque);
    assertThat(known.holder("group", "makers").groups).isEmpty();
  }

  @Test
  void forgetsTheOldestChangesFirst() {
    IamMemory memory = IamMemory.NONE.at(ACT);
    for (int i = 0; i < IamMemory.CHANGES_MAX + 10; i++) {
      memory = memory.and(change("DeleteUser", Map.of("userName", "user" + i)));
    }
    assertThat(memory.changes()).hasSize(IamMemory.CHANGES_MAX);
    assertThat(memory.changes().get(0).get("userName")).isEqualTo("user10");
    IamChange large =
        change("PutRolePolicy", Map.of("policyDocument", "x".repeat(IamMemory.CHARACTERS_MAX / 2)));
    memory = memory.and(large).and(large);
    assertThat(memory.changes()).hasSize(1);
  }

  private static IamChange change(String call, Map<String, String> fields) {
    return new IamChange(ACT.minusSeconds(1), call, fields);
  }

  private static IamKnowledge knowledge(Instant asOf, List<IamChange> changes) {
    InventoryBuilder builder =
        new InventoryBuilder()
            .put(
                new ManagedPolicyDocument(
                    POLICY,
                    ACCOUNT,
                    "app",
                    "/",
                    "v1",
                    Map.of("v1", Policy.parse("v1", READ), "v2", Policy.parse("v2", ALL))))
            .put(
                new IamRole(
                    "arn:aws:iam::123456789012:role/ops",
                    ACCOUNT,
                    "ops",
                    "/",
                    null,
                    null,
                    Policy.unknown("trust"),
                    new Permissions(Map.of(), List.of(POLICY), null, true),
                    null,
                    null,
                    List.of(),
                    Map.of()))
            .dumped(ACCOUNT, true)
            .seen(ACCOUNT, asOf);
    Inventory inventory = builder.build();
    return new IamKnowledge(inventory, ACCOUNT, changes, ACT);
  }
}
