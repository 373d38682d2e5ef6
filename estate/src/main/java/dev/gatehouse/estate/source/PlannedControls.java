package dev.gatehouse.estate.source;

import dev.gatehouse.estate.organization.ControlPolicy;
import dev.gatehouse.estate.organization.OrganizationTree;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The control policies of a plan. One that does not exist yet has its address for an id. They count
 * only beside a folder that tells the others: a plan alone does not say which there are.
 */
final class PlannedControls {
  private final TerraformPlan plan;
  private final OrganizationTree.Builder into;
  private final PlannedChanges changes;

  PlannedControls(TerraformPlan plan, OrganizationTree.Builder into, PlannedChanges changes) {
    this.plan = plan;
    this.into = into;
    this.changes = changes;
  }

  void apply() {
    for (PlannedResource each : plan.deleted()) {
      String id = each.text(each.type().endsWith("_attachment") ? "policy_id" : "id");
      String target = each.text("target_id");
      if (each.type().equals("aws_organizations_policy") && id != null) {
        into.removePolicy(id);
      } else if (each.type().equals("aws_organizations_policy_attachment")
          && id != null
          && target != null) {
        into.detach(id, target);
      }
    }
    for (PlannedResource each : plan.resources("aws_organizations_policy")) {
      policy(each);
    }
    for (PlannedResource each : plan.resources("aws_organizations_policy_attachment")) {
      attachment(each);
    }
  }

  private void policy(PlannedResource resource) {
    ControlPolicy.Type type = type(resource);
    if (type == null) {
      return;
    }
    if (!into.knowsPolicies()) {
      changes.leaveOut(
          resource,
          "nothing says which other control policies there are; add an `organization.json`");
      return;
    }
    String id = id(resource);
    String name = resource.text("name");
    String called = name == null ? id : name;
    into.removePolicy(id);
    into.policy(
        new ControlPolicy(
            id,
            called,
            type,
            changes.document(resource, "content", called, "control policy " + id)));
  }

  private void attachment(PlannedResource resource) {
    String id =
        plan.follow(
            resource, "policy_id", "aws_organizations_policy", Set.of("id"), PlannedControls::id);
    String target = resource.text("target_id");
    if (id == null || target == null) {
      changes.leaveOut(resource, "its policy or its target is known only after apply");
    } else if (into.knowsPolicies()) {
      keepFullAccess(target);
      into.attach(id, target);
    }
  }

  /** AWS allows no level without an SCP: where none is listed, its own is, and it stays. */
  private void keepFullAccess(String target) {
    boolean listed =
        into.attachedTo(target).stream()
            .map(into::policy)
            .anyMatch(
                each -> each != null && each.type() == ControlPolicy.Type.SERVICE_CONTROL_POLICY);
    if (!listed) {
      String id = OrganizationTree.FULL_ACCESS_ID;
      into.policy(
          new ControlPolicy(
              id,
              "FullAWSAccess",
              ControlPolicy.Type.SERVICE_CONTROL_POLICY,
              OrganizationTree.FULL_ACCESS));
      into.attach(id, target);
    }
  }

  private static String id(PlannedResource policy) {
    String id = policy.text("id");
    return id == null ? policy.address() : id;
  }

  /** Terraform takes a policy without a type for an SCP; other types limit no request. */
  private static ControlPolicy.@Nullable Type type(PlannedResource resource) {
    String word = resource.text("type");
    if (word == null) {
      return ControlPolicy.Type.SERVICE_CONTROL_POLICY;
    }
    for (ControlPolicy.Type each : ControlPolicy.Type.values()) {
      if (each.name().equals(word)) {
        return each;
      }
    }
    return null;
  }
}
