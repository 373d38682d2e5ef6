package dev.gatehouse.gate.estate;

import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.gate.state.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Takes {@code organization.json} of an estate folder into the state. */
final class OrganizationLoader {
  private final State state;
  private final Instant now;

  OrganizationLoader(State state, Instant now) {
    this.state = state;
    this.now = now;
  }

  /** Loads it; returns the accounts that are active. */
  List<String> load(Tree tree) {
    Holdings organization = state.organization();
    Tree about = tree.tree("Organization");
    String id = about.need("Id");
    String master = about.need("MasterAccountId");
    String prefix = "arn:aws:organizations::" + master + ":";
    String email = about.text("MasterAccountEmail");
    String features = about.text("FeatureSet");
    organization.put(
        Kind.ORGANIZATION,
        Structure.of(
            "Id", id,
            "Arn", prefix + "organization/" + id,
            "FeatureSet", features == null ? "ALL" : features,
            "MasterAccountArn", prefix + "account/" + id + "/" + master,
            "MasterAccountId", master,
            "MasterAccountEmail", email == null ? "management@example.com" : email));
    for (Tree root : tree.list("Roots")) {
      organization.put(
          Kind.ROOT,
          named(root, prefix + "root/" + id + "/")
              .put("EnabledTypes", enabled(root, tree))
              .build());
    }
    for (Tree unit : tree.list("OrganizationalUnits")) {
      organization.put(
          Kind.UNIT,
          named(unit, prefix + "ou/" + id + "/")
              .put("ParentId", unit.need("ParentId"))
              .put("Tags", unit.tags())
              .build());
    }
    tree.list("Policies").forEach(policy -> policy(organization, policy, prefix + "policy/" + id));
    tree.list("DelegatedAdministrators").forEach(each -> delegation(organization, each));
    List<String> active = new ArrayList<>();
    for (Tree account : tree.list("Accounts")) {
      if (account(organization, account, prefix + "account/" + id + "/").equals("ACTIVE")) {
        state.addAccount(account.need("Id"));
        active.add(account.need("Id"));
      }
    }
    return active;
  }

  private static Structure.Builder named(Tree each, String prefix) {
    String arn = each.text("Arn");
    return new Structure.Builder()
        .put("Id", each.need("Id"))
        .put("Arn", arn == null ? prefix + each.need("Id") : arn)
        .put("Name", each.text("Name"));
  }

  /** Types of policies that are on: as the root says, or those of which there are policies. */
  private static List<String> enabled(Tree root, Tree tree) {
    TreeSet<String> types = new TreeSet<>();
    if (root.map().containsKey("PolicyTypes")) {
      root.list("PolicyTypes").stream()
          .filter(each -> "ENABLED".equals(each.text("Status")))
          .forEach(each -> types.add(each.need("Type")));
    } else {
      tree.list("Policies").forEach(each -> types.add(each.need("Type")));
    }
    return List.copyOf(types);
  }

  private String account(Holdings organization, Tree account, String prefix) {
    @Nullable String state = account.text("State");
    @Nullable String status = state == null ? account.text("Status") : state;
    String said = status == null ? "ACTIVE" : status;
    String email = account.text("Email");
    organization.put(
        Kind.ACCOUNT,
        named(account, prefix)
            .put("Email", email == null ? account.need("Id") + "@example.com" : email)
            .put("Status", said)
            .put("State", said)
            .put("JoinedMethod", account.text("JoinedMethod"))
            .put("JoinedTimestamp", account.time("JoinedTimestamp", now))
            .put("ParentId", account.need("ParentId"))
            .put("Tags", account.tags())
            .build());
    return said;
  }

  private static void policy(Holdings organization, Tree policy, String prefix) {
    String type = policy.need("Type");
    List<String> targets = new ArrayList<>();
    if (policy.map().get("Targets") instanceof List<?> list) {
      list.forEach(
          each ->
              targets.add(
                  each instanceof java.util.Map<?, ?> target
                      ? String.valueOf(target.get("TargetId"))
                      : String.valueOf(each)));
    }
    boolean ofAws = Boolean.TRUE.equals(policy.map().get("AwsManaged"));
    organization.put(
        Kind.CONTROL_POLICY,
        named(policy, prefix + "/" + type.toLowerCase(java.util.Locale.ROOT) + "/")
            .put("Description", policy.text("Description"))
            .put("Type", type)
            .put("AwsManaged", ofAws)
            .put("Content", policy.document("Content"))
            .put("Targets", targets)
            .build());
  }

  private void delegation(Holdings organization, Tree each) {
    String account = each.need("Id");
    for (Tree service : each.list("DelegatedServices")) {
      String principal = service.need("ServicePrincipal");
      organization.put(
          Kind.DELEGATION,
          Structure.of(
              "Id", account + " " + principal,
              "Account", account,
              "ServicePrincipal", principal,
              "DelegationEnabledDate", service.time("DelegationEnabledDate", now)));
    }
  }
}
