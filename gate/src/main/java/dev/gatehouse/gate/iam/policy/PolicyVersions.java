package dev.gatehouse.gate.iam.policy;

import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.iam.entity.Paging;
import dev.gatehouse.gate.iam.entity.Quota;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Kind;
import java.util.ArrayList;
import java.util.List;

/** Versions of managed policies: five at most, one in force, never numbered twice. */
final class PolicyVersions {
  private PolicyVersions() {}

  static void addTo(Service iam) {
    iam.write("CreatePolicyVersion", PolicyVersions::create);
    iam.read("GetPolicyVersion", PolicyVersions::get);
    iam.read("ListPolicyVersions", PolicyVersions::list);
    iam.write("SetDefaultPolicyVersion", PolicyVersions::setDefault);
    iam.write("DeletePolicyVersion", PolicyVersions::delete);
  }

  private static Structure create(Call call) {
    Structure policy = ManagedPolicy.ours(call);
    String document = call.need("PolicyDocument");
    DocumentCheck.managed(document);
    Quota.POLICY_SIZE.check(DocumentCheck.size(document));
    List<Structure> versions = new ArrayList<>(policy.structures("Versions"));
    if (versions.size() >= Quota.POLICY_VERSIONS.most()) {
      throw Errors.limitExceeded(
          "A managed policy can have up to 5 versions. Before you create a new version, you must"
              + " delete an existing version.");
    }
    int number = policy.number("LastVersion", versions.size()) + 1;
    Structure version =
        Structure.of("Document", document, "VersionId", "v" + number, "CreateDate", call.now());
    versions.add(0, version);
    Structure changed = policy.with("Versions", versions).with("LastVersion", number);
    if (call.input().flag("SetAsDefault")) {
      changed = changed.with("DefaultVersionId", "v" + number);
    }
    changed = changed.with("UpdateDate", call.now());
    call.holdings().put(Kind.POLICY, changed);
    return Structure.of("PolicyVersion", ManagedPolicy.versionView(changed, version, false));
  }

  /** A policy that is not there is told like a version that is not. */
  private static Structure named(Call call) {
    String arn = call.need("PolicyArn");
    ManagedPolicy.checkArn(arn);
    Structure policy = ManagedPolicy.find(call.holdings(), arn);
    if (policy == null) {
      throw Errors.noSuchEntity(
          "Policy "
              + arn
              + " version "
              + call.need("VersionId")
              + " does not exist or is not attachable.");
    }
    return policy;
  }

  private static Structure get(Call call) {
    Structure policy = named(call);
    Structure version = ManagedPolicy.version(policy, call.need("VersionId"));
    return Structure.of("PolicyVersion", ManagedPolicy.versionView(policy, version, true));
  }

  private static Structure list(Call call) {
    Structure policy = ManagedPolicy.attachable(call, call.need("PolicyArn"));
    List<Structure> versions = policy.structures("Versions");
    return Paging.page(
        call.input(),
        "Versions",
        versions,
        version -> String.format("%04d", versions.indexOf(version)),
        version -> ManagedPolicy.versionView(policy, version, false));
  }

  private static Structure setDefault(Call call) {
    named(call);
    Structure policy = ManagedPolicy.ours(call);
    String version = ManagedPolicy.version(policy, call.need("VersionId")).need("VersionId");
    call.holdings()
        .put(Kind.POLICY, policy.with("DefaultVersionId", version).with("UpdateDate", call.now()));
    return Structure.EMPTY;
  }

  private static Structure delete(Call call) {
    named(call);
    Structure policy = ManagedPolicy.ours(call);
    Structure version = ManagedPolicy.version(policy, call.need("VersionId"));
    if (version.need("VersionId").equals(policy.need("DefaultVersionId"))) {
      throw Errors.deleteConflict("Cannot delete the default version of a policy.");
    }
    List<Structure> left = new ArrayList<>(policy.structures("Versions"));
    left.remove(version);
    call.holdings().put(Kind.POLICY, policy.with("Versions", left).with("UpdateDate", call.now()));
    return Structure.EMPTY;
  }
}
