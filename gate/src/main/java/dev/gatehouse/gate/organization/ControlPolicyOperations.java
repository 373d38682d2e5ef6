package dev.gatehouse.gate.organization;

import static dev.gatehouse.gate.organization.Organizations.error;

import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Service control policies and resource control policies, and where they are attached. */
public final class ControlPolicyOperations {
  private static final String SCP = "SERVICE_CONTROL_POLICY";
  private static final Set<String> ENFORCED = Set.of(SCP, "RESOURCE_CONTROL_POLICY");
  private static final String FULL_ACCESS = "p-FullAWSAccess";
  private static final int SIZE_MAX = 5_120;
  private static final int PER_TARGET_MAX = 5;

  private final Ids ids;

  private ControlPolicyOperations(Ids ids) {
    this.ids = ids;
  }

  static void addTo(Service service, Ids ids) {
    ControlPolicyOperations policies = new ControlPolicyOperations(ids);
    service.write("CreatePolicy", policies::create);
    service.read("DescribePolicy", call -> describe(there(call)));
    service.read("ListPolicies", ControlPolicyOperations::list);
    service.write("UpdatePolicy", ControlPolicyOperations::update);
    service.write("DeletePolicy", ControlPolicyOperations::delete);
    service.write("AttachPolicy", ControlPolicyOperations::attach);
    service.write("DetachPolicy", ControlPolicyOperations::detach);
    service.read("ListTargetsForPolicy", ControlPolicyOperations::targets);
    service.read("ListPoliciesForTarget", ControlPolicyOperations::ofTarget);
    service.write("EnablePolicyType", call -> setType(call, true));
    service.write("DisablePolicyType", call -> setType(call, false));
  }

  /** Attaches the policy that allows everything, as AWS does with each new target. */
  static void addFullAccess(Holdings organization, String target) {
    Structure policy = organization.get(Kind.CONTROL_POLICY, FULL_ACCESS);
    if (policy == null) {
      policy =
          Structure.of(
              "Id",
              FULL_ACCESS,
              "Arn",
              "arn:aws:organizations::aws:policy/service_control_policy/" + FULL_ACCESS,
              "Name",
              "FullAWSAccess",
              "Description",
              "Allows access to every operation",
              "Type",
              SCP,
              "AwsManaged",
              true,
              "Content",
              "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\","
                  + "\"Resource\":\"*\"}]}",
              "Targets",
              List.of());
    }
    List<String> targets = new ArrayList<>(policy.texts("Targets"));
    targets.add(target);
    organization.put(Kind.CONTROL_POLICY, policy.with("Targets", targets));
  }

  /** Takes a target that is gone out of all policies. */
  static void forget(Holdings organization, String target) {
    for (Structure policy : List.copyOf(organization.all(Kind.CONTROL_POLICY))) {
      List<String> targets = new ArrayList<>(policy.texts("Targets"));
      if (targets.remove(target)) {
        organization.put(Kind.CONTROL_POLICY, policy.with("Targets", targets));
      }
    }
  }

  private static Structure summary(Structure policy) {
    return policy.only("Id", "Arn", "Name", "Description", "Type", "AwsManaged");
  }

  private static Structure describe(Structure policy) {
    return Structure.of(
        "Policy",
        Structure.of("PolicySummary", summary(policy), "Content", policy.need("Content")));
  }

  private static Structure there(Call call) {
    Structure policy = call.state().organization().get(Kind.CONTROL_POLICY, call.need("PolicyId"));
    if (policy == null) {
      throw error("PolicyNotFoundException", "You specified a policy that doesn't exist.");
    }
    return policy;
  }

  private static Structure ours(Call call) {
    Structure policy = there(call);
    if (policy.flag("AwsManaged")) {
      throw error("ConstraintViolationException", "You can't change a policy that AWS manages.");
    }
    return policy;
  }

  private static void check(String type, String content) {
    if (!ENFORCED.contains(type)) {
      return;
    }
    if (content.length() > SIZE_MAX) {
      throw error(
          "ConstraintViolationException",
          "The policy content exceeds the limit of " + SIZE_MAX + " bytes.");
    }
    try {
      Policy.parseStrict("new", content);
    } catch (PolicyException e) {
      throw error(
          "MalformedPolicyDocumentException",
          "The provided policy document does not meet the requirements of the specified policy"
              + " type.");
    }
  }

  private Structure create(Call call) {
    Structure organization = Organizations.there(call);
    String type = call.need("Type");
    String name = call.need("Name");
    check(type, call.need("Content"));
    boolean taken =
        call.state().organization().all(Kind.CONTROL_POLICY).stream()
            .anyMatch(each -> each.need("Type").equals(type) && each.need("Name").equals(name));
    if (taken) {
      throw error("DuplicatePolicyException", "A policy with the same name already exists.");
    }
    String id = "p-" + ids.text("abcdefghijklmnopqrstuvwxyz0123456789", 8);
    String word = type.toLowerCase(java.util.Locale.ROOT);
    List<Structure> tags = call.input().structures("Tags");
    Structure policy =
        Structure.of(
            "Id",
            id,
            "Arn",
            Organizations.arn(
                organization, "policy/" + organization.need("Id") + "/" + word + "/" + id),
            "Name",
            name,
            "Description",
            call.input().text("Description", ""),
            "Type",
            type,
            "AwsManaged",
            false,
            "Content",
            call.need("Content"),
            "Targets",
            List.of(),
            "Tags",
            tags.isEmpty() ? null : tags);
    call.state().organization().put(Kind.CONTROL_POLICY, policy);
    return describe(policy);
  }

  private static Structure list(Call call) {
    String type = call.need("Filter");
    return Pages.of(
        call.input(),
        "Policies",
        call.state().organization().all(Kind.CONTROL_POLICY).stream()
            .filter(each -> each.need("Type").equals(type))
            .map(ControlPolicyOperations::summary)
            .toList());
  }

  private static Structure update(Call call) {
    Structure policy = ours(call);
    Structure input = call.input();
    String content = input.text("Content", policy.need("Content"));
    check(policy.need("Type"), content);
    Structure changed =
        policy
            .with("Name", input.text("Name", policy.need("Name")))
            .with("Description", input.text("Description", policy.text("Description", "")))
            .with("Content", content);
    call.state().organization().put(Kind.CONTROL_POLICY, changed);
    return describe(changed);
  }

  private static Structure delete(Call call) {
    Structure policy = ours(call);
    if (!policy.texts("Targets").isEmpty()) {
      throw error(
          "PolicyInUseException",
          "The policy is attached to one or more entities. Detach it first.");
    }
    call.state().organization().remove(Kind.CONTROL_POLICY, policy.need("Id"));
    return Structure.EMPTY;
  }

  /** The name of a root, unit or account. */
  private static Structure target(Call call) {
    Holdings organization = call.state().organization();
    String id = call.need("TargetId");
    for (Kind kind : List.of(Kind.ROOT, Kind.UNIT, Kind.ACCOUNT)) {
      Structure found = organization.get(kind, id);
      if (found != null) {
        return found;
      }
    }
    throw error("TargetNotFoundException", "You specified a target that doesn't exist.");
  }

  private static Structure attach(Call call) {
    Structure policy = there(call);
    String target = target(call).need("Id");
    requireEnabled(call, policy.need("Type"));
    List<String> targets = new ArrayList<>(policy.texts("Targets"));
    if (targets.contains(target)) {
      throw error(
          "DuplicatePolicyAttachmentException",
          "The selected policy is already attached to the specified target.");
    }
    if (attached(call.state().organization(), target, policy.need("Type")).size()
        >= PER_TARGET_MAX) {
      throw error(
          "ConstraintViolationException",
          "You have attached the maximum number of policies to the specified target.");
    }
    targets.add(target);
    call.state().organization().put(Kind.CONTROL_POLICY, policy.with("Targets", targets));
    return Structure.EMPTY;
  }

  private static void requireEnabled(Call call, String type) {
    boolean enabled =
        call.state().organization().all(Kind.ROOT).stream()
            .anyMatch(root -> root.texts("EnabledTypes").contains(type));
    if (!enabled) {
      throw error(
          "PolicyTypeNotEnabledException",
          "This operation can be performed only for enabled policy types.");
    }
  }

  private static List<Structure> attached(Holdings organization, String target, String type) {
    return organization.all(Kind.CONTROL_POLICY).stream()
        .filter(each -> each.need("Type").equals(type) && each.texts("Targets").contains(target))
        .toList();
  }

  private static Structure detach(Call call) {
    Structure policy = there(call);
    String target = target(call).need("Id");
    List<String> targets = new ArrayList<>(policy.texts("Targets"));
    if (!targets.remove(target)) {
      throw error(
          "PolicyNotAttachedException", "The policy isn't attached to the specified target.");
    }
    boolean last =
        policy.need("Type").equals(SCP)
            && attached(call.state().organization(), target, SCP).size() == 1;
    if (last) {
      throw error(
          "ConstraintViolationException",
          "You cannot remove the last policy attached to the specified target. You should have at"
              + " least one attached at any time.");
    }
    call.state().organization().put(Kind.CONTROL_POLICY, policy.with("Targets", targets));
    return Structure.EMPTY;
  }

  private static Structure targets(Call call) {
    Holdings organization = call.state().organization();
    List<Structure> targets = new ArrayList<>();
    for (String id : there(call).texts("Targets")) {
      Structure root = organization.get(Kind.ROOT, id);
      Structure unit = organization.get(Kind.UNIT, id);
      Structure found =
          root != null ? root : unit != null ? unit : organization.get(Kind.ACCOUNT, id);
      if (found != null) {
        targets.add(
            Structure.of(
                "TargetId",
                id,
                "Arn",
                found.need("Arn"),
                "Name",
                found.need("Name"),
                "Type",
                root != null ? "ROOT" : unit != null ? "ORGANIZATIONAL_UNIT" : "ACCOUNT"));
      }
    }
    return Pages.of(call.input(), "Targets", targets);
  }

  private static Structure ofTarget(Call call) {
    String target = target(call).need("Id");
    return Pages.of(
        call.input(),
        "Policies",
        attached(call.state().organization(), target, call.need("Filter")).stream()
            .map(ControlPolicyOperations::summary)
            .toList());
  }

  private static Structure setType(Call call, boolean on) {
    Holdings organization = call.state().organization();
    Structure root = organization.get(Kind.ROOT, call.need("RootId"));
    if (root == null) {
      throw error("RootNotFoundException", "You specified a root that doesn't exist.");
    }
    String type = call.need("PolicyType");
    List<String> types = new ArrayList<>(root.texts("EnabledTypes"));
    if (types.contains(type) == on) {
      throw on
          ? error("PolicyTypeAlreadyEnabledException", "The policy type is already enabled.")
          : error("PolicyTypeNotEnabledException", "The policy type is not enabled.");
    }
    if (on) {
      types.add(type);
    } else {
      types.remove(type);
    }
    Structure changed = root.with("EnabledTypes", types);
    organization.put(Kind.ROOT, changed);
    return Structure.of(
        "Root",
        changed
            .only("Id", "Arn", "Name")
            .with(
                "PolicyTypes",
                types.stream()
                    .map(each -> Structure.of("Type", each, "Status", "ENABLED"))
                    .toList()));
  }
}
