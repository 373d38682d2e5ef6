package dev.gatehouse.gate.iam.policy;

import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.iam.entity.Names;
import dev.gatehouse.gate.iam.entity.Paging;
import dev.gatehouse.gate.iam.entity.Quota;
import dev.gatehouse.gate.iam.entity.TagList;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.gate.state.PolicyUse.Holder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Managed policies and whom they are attached to. */
public final class Policies {
  private final Ids ids;

  private Policies(Ids ids) {
    this.ids = ids;
  }

  public static void addTo(Service iam, Ids ids) {
    iam.write("CreatePolicy", new Policies(ids)::create);
    iam.read("GetPolicy", Policies::get);
    iam.read("ListPolicies", Policies::list);
    iam.write("DeletePolicy", Policies::delete);
    iam.read("ListEntitiesForPolicy", Policies::entities);
    PolicyVersions.addTo(iam);
  }

  private Structure create(Call call) {
    Structure input = call.input();
    String name = input.need("PolicyName");
    String path = Names.path(input);
    String document = input.need("PolicyDocument");
    DocumentCheck.managed(document);
    Quota.POLICY_SIZE.check(DocumentCheck.size(document));
    boolean taken =
        call.holdings().all(Kind.POLICY).stream()
            .anyMatch(each -> each.need("PolicyName").equalsIgnoreCase(name));
    if (taken) {
      throw Errors.alreadyExists(
          "A policy called " + name + " already exists. Duplicate names are not allowed.");
    }
    Quota.POLICIES.check(call.holdings().count(Kind.POLICY) + 1);
    Structure policy =
        Structure.of(
            "PolicyName", name,
            "PolicyId", ids.uniqueId("ANPA", call.account()),
            "Arn", Entity.POLICY.arn(call.account(), path, name),
            "Path", path,
            "DefaultVersionId", "v1",
            "LastVersion", 1,
            "Description", input.text("Description"),
            "CreateDate", call.now(),
            "UpdateDate", call.now(),
            "Versions",
                List.of(
                    Structure.of(
                        "Document", document, "VersionId", "v1", "CreateDate", call.now())),
            "Tags", TagList.given(Entity.POLICY, input));
    call.holdings().put(Kind.POLICY, policy);
    return Structure.of(
        "Policy", ManagedPolicy.listed(call, policy).with("Tags", policy.get("Tags")));
  }

  private static Structure get(Call call) {
    String arn = call.need("PolicyArn");
    ManagedPolicy.checkArn(arn);
    Structure policy = ManagedPolicy.find(call.holdings(), arn);
    if (policy == null) {
      throw Errors.noSuchEntity("Policy " + arn + " was not found.");
    }
    return Structure.of(
        "Policy",
        ManagedPolicy.listed(call, policy)
            .with("Description", policy.get("Description"))
            .with("Tags", policy.structures("Tags")));
  }

  private static Structure list(Call call) {
    Structure input = call.input();
    String scope = input.text("Scope", "All");
    boolean attachedOnly = input.flag("OnlyAttached");
    String usage = input.text("PolicyUsageFilter", "");
    List<Structure> all = new ArrayList<>();
    if (!scope.equals("AWS")) {
      all.addAll(call.holdings().all(Kind.POLICY));
    }
    if (!scope.equals("Local")) {
      all.addAll(ManagedPolicy.ofAws());
    }
    List<Structure> wanted = new ArrayList<>();
    for (Structure policy : Names.underPath(all, input)) {
      boolean attached = !call.state().use().attached(call.account(), policy.need("Arn")).isEmpty();
      boolean bounds = !call.state().use().bounding(call.account(), policy.need("Arn")).isEmpty();
      boolean used =
          switch (usage) {
            case "PermissionsPolicy" -> attached;
            case "PermissionsBoundary" -> bounds;
            default -> true;
          };
      if (used && (!attachedOnly || attached || bounds)) {
        wanted.add(policy);
      }
    }
    wanted.sort(Comparator.comparing(Policies::key));
    return Paging.page(
        input, "Policies", wanted, Policies::key, policy -> ManagedPolicy.listed(call, policy));
  }

  private static String key(Structure policy) {
    return policy.need("PolicyName").toLowerCase(Locale.ROOT) + " " + policy.need("Arn");
  }

  private static Structure delete(Call call) {
    Structure policy = ManagedPolicy.ours(call);
    String arn = policy.need("Arn");
    boolean used =
        !call.state().use().attached(call.account(), arn).isEmpty()
            || !call.state().use().bounding(call.account(), arn).isEmpty();
    if (used) {
      throw Errors.deleteConflict("Cannot delete a policy attached to entities.");
    }
    if (policy.structures("Versions").size() > 1) {
      throw Errors.deleteConflict(
          "This policy has more than one version. Before you delete a policy, you must delete the"
              + " policy's versions. The default version is deleted with the policy.");
    }
    call.holdings().remove(Kind.POLICY, arn);
    return Structure.EMPTY;
  }

  private static Structure entities(Call call) {
    Structure input = call.input();
    String arn = call.need("PolicyArn");
    ManagedPolicy.attachable(call, arn);
    Set<Holder> holders = new TreeSet<>();
    String usage = input.text("PolicyUsageFilter", "PermissionsPolicy");
    boolean both = !input.has("PolicyUsageFilter");
    if (both || usage.equals("PermissionsPolicy")) {
      holders.addAll(call.state().use().attached(call.account(), arn));
    }
    if (both || usage.equals("PermissionsBoundary")) {
      holders.addAll(call.state().use().bounding(call.account(), arn));
    }
    String filter = input.text("EntityFilter", "");
    String prefix = input.text("PathPrefix", "/");
    List<Structure> groups = new ArrayList<>();
    List<Structure> users = new ArrayList<>();
    List<Structure> roles = new ArrayList<>();
    for (Holder holder : holders) {
      Structure item = call.holdings().get(holder.kind(), holder.name());
      if (item == null || !item.need("Path").startsWith(prefix)) {
        continue;
      }
      switch (holder.kind()) {
        case GROUP -> groups.add(item.only("GroupName", "GroupId"));
        case USER -> users.add(item.only("UserName", "UserId"));
        case ROLE -> roles.add(item.only("RoleName", "RoleId"));
        default -> throw new IllegalStateException("a policy attached to a " + holder.kind());
      }
    }
    boolean all = filter.isEmpty() || filter.endsWith("ManagedPolicy");
    return Structure.of(
        "PolicyGroups", all || filter.equals("Group") ? groups : List.of(),
        "PolicyUsers", all || filter.equals("User") ? users : List.of(),
        "PolicyRoles", all || filter.equals("Role") ? roles : List.of(),
        "IsTruncated", false);
  }

  /** Policies with all of their versions, for the details of an account. */
  public static List<Structure> details(Call call, boolean local, boolean aws, boolean usedOnly) {
    List<Structure> all = new ArrayList<>();
    if (local) {
      all.addAll(call.holdings().all(Kind.POLICY));
    }
    if (aws) {
      for (Structure policy : ManagedPolicy.ofAws()) {
        String arn = policy.need("Arn");
        boolean used =
            !call.state().use().attached(call.account(), arn).isEmpty()
                || !call.state().use().bounding(call.account(), arn).isEmpty();
        if (used || !usedOnly) {
          all.add(policy);
        }
      }
    }
    List<Structure> views = new ArrayList<>();
    for (Structure policy : all) {
      List<Structure> versions =
          policy.structures("Versions").stream()
              .map(version -> ManagedPolicy.versionView(policy, version, true))
              .toList();
      views.add(
          ManagedPolicy.listed(call, policy)
              .with("Description", policy.get("Description"))
              .with("PolicyVersionList", versions));
    }
    return views;
  }
}
