package dev.gatehouse.estate.inventory;

import dev.gatehouse.estate.organization.ControlPolicy;
import dev.gatehouse.estate.organization.OrganizationTree;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Applies records of {@code organizations.amazonaws.com}. */
final class OrganizationRecords {
  private OrganizationRecords() {}

  static Inventory apply(Inventory inventory, ChangeRecord record) {
    OrganizationTree.Builder tree = inventory.organization().toBuilder();
    return changes(tree, record) ? inventory.with(tree.build()) : inventory;
  }

  private static boolean changes(OrganizationTree.Builder tree, ChangeRecord record) {
    String policy = record.request("policyId");
    String target = record.request("targetId");
    String account = record.request("accountId");
    return switch (record.name()) {
      case "AttachPolicy" -> policy != null && target != null && attach(tree, policy, target);
      case "DetachPolicy" -> policy != null && target != null && detach(tree, policy, target);
      case "CreatePolicy" -> create(tree, record);
      case "UpdatePolicy" -> policy != null && update(tree, record, policy);
      case "DeletePolicy" -> policy != null && delete(tree, policy);
      case "MoveAccount" ->
          account != null && move(tree, account, record.request("destinationParentId"));
      case "CreateOrganizationalUnit" -> unit(tree, record);
      case "RemoveAccountFromOrganization" -> account != null && leave(tree, account);
      case "RegisterDelegatedAdministrator" -> account != null && delegate(tree, record, account);
      default -> false;
    };
  }

  /**
   * A policy that nobody told of stands there as one that nobody has, so that it is not passed
   * over.
   */
  private static boolean attach(OrganizationTree.Builder tree, String policy, String target) {
    if (tree.policy(policy) == null) {
      boolean fullAccess = policy.equals(OrganizationTree.FULL_ACCESS_ID);
      tree.policy(
          new ControlPolicy(
              policy,
              fullAccess ? "FullAWSAccess" : policy,
              ControlPolicy.Type.SERVICE_CONTROL_POLICY,
              fullAccess
                  ? OrganizationTree.FULL_ACCESS
                  : dev.gatehouse.policy.language.Policy.unknown("control policy " + policy)));
    }
    tree.attach(policy, target);
    return true;
  }

  private static boolean detach(OrganizationTree.Builder tree, String policy, String target) {
    tree.detach(policy, target);
    return true;
  }

  private static boolean create(OrganizationTree.Builder tree, ChangeRecord record) {
    String id = record.response("policy", "policySummary", "id");
    ControlPolicy.Type type = type(record.request("type"));
    if (id == null || type == null) {
      return false;
    }
    String name = IamRecords.or(record.request("name"), id);
    tree.policy(
        new ControlPolicy(
            id, name, type, record.document("content", name, "control policy " + id)));
    return true;
  }

  private static boolean update(OrganizationTree.Builder tree, ChangeRecord record, String id) {
    ControlPolicy old = tree.policy(id);
    if (old == null || record.request("content") == null) {
      return false;
    }
    tree.policy(
        new ControlPolicy(
            id,
            IamRecords.or(record.request("name"), old.name()),
            old.type(),
            record.document("content", old.name(), "control policy " + id)));
    return true;
  }

  private static boolean delete(OrganizationTree.Builder tree, String id) {
    tree.removePolicy(id);
    return true;
  }

  private static boolean move(
      OrganizationTree.Builder tree, String account, @Nullable String parent) {
    if (parent != null) {
      tree.parent(account, parent);
    }
    return parent != null;
  }

  private static boolean unit(OrganizationTree.Builder tree, ChangeRecord record) {
    String id = record.response("organizationalUnit", "id");
    String parent = record.request("parentId");
    if (id == null || parent == null) {
      return false;
    }
    tree.unit(id, IamRecords.or(record.request("name"), id)).parent(id, parent);
    return true;
  }

  private static boolean leave(OrganizationTree.Builder tree, String account) {
    tree.removeAccount(account);
    return true;
  }

  private static boolean delegate(
      OrganizationTree.Builder tree, ChangeRecord record, String account) {
    String service = record.request("servicePrincipal");
    tree.delegate(account, service == null ? Set.of() : Set.of(service));
    return true;
  }

  private static ControlPolicy.@Nullable Type type(@Nullable String word) {
    for (ControlPolicy.Type type : ControlPolicy.Type.values()) {
      if (type.name().equals(word)) {
        return type;
      }
    }
    return null;
  }
}
