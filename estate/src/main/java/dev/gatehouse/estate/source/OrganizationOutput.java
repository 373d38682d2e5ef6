package dev.gatehouse.estate.source;

import dev.gatehouse.estate.organization.ControlPolicy;
import dev.gatehouse.estate.organization.OrganizationTree;
import dev.gatehouse.policy.language.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code organization.json}, or single outputs of {@code aws organizations}: {@code
 * describe-organization, list-roots, list-accounts, list-accounts-for-parent,
 * list-organizational-units-for-parent, list-policies, list-policies-for-target, describe-policy,
 * list-targets-for-policy, list-delegated-administrators, list-delegated-services-for-account}.
 *
 * <p>Outputs about one parent, target or policy do not say which; it is read from the file's name.
 */
final class OrganizationOutput {
  private final OrganizationTree.Builder into;
  private final Documents documents;

  OrganizationOutput(OrganizationTree.Builder into, Documents documents) {
    this.into = into;
    this.documents = documents;
  }

  static boolean recognises(Map<?, ?> tree) {
    return tree.get("Organization") instanceof Map
        || Fields.hasList(tree, "Roots")
        || Fields.hasList(tree, "OrganizationalUnits")
        || Fields.hasList(tree, "Accounts")
        || Fields.hasList(tree, "DelegatedAdministrators")
        || Fields.hasList(tree, "DelegatedServices")
        || Fields.hasList(tree, "Targets")
        || Fields.map(tree, "Policy").containsKey("PolicySummary")
        || isPolicyList(tree);
  }

  private static boolean isPolicyList(Map<?, ?> tree) {
    return Fields.maps(tree, "Policies").stream().anyMatch(each -> type(each).isPresent());
  }

  void read(Map<?, ?> tree, String file) {
    Map<?, ?> organization = Fields.map(tree, "Organization");
    String management = Fields.text(organization, "ManagementAccountId");
    into.organization(
        Fields.text(organization, "Id"),
        management != null ? management : Fields.text(organization, "MasterAccountId"));
    for (Map<?, ?> root : Fields.maps(tree, "Roots")) {
      unit(root);
    }
    String parent = FileName.target(file);
    for (Map<?, ?> unit : Fields.maps(tree, "OrganizationalUnits")) {
      unit(unit);
      parent(Fields.need(unit, "Id"), unit, parent);
    }
    for (Map<?, ?> account : Fields.maps(tree, "Accounts")) {
      into.account(Fields.need(account, "Id"));
      parent(Fields.need(account, "Id"), account, parent);
    }
    policies(tree, file);
    delegated(tree, file);
  }

  private void unit(Map<?, ?> unit) {
    String id = Fields.need(unit, "Id");
    String name = Fields.text(unit, "Name");
    into.unit(id, name == null ? id : name);
  }

  private void parent(String child, Map<?, ?> entry, @Nullable String fromFile) {
    String said = Fields.text(entry, "ParentId");
    String parent = said == null ? fromFile : said;
    if (parent != null && !parent.equals(child)) {
      into.parent(child, parent);
    }
  }

  private void policies(Map<?, ?> tree, String file) {
    if ((tree.containsKey("Organization") && Fields.hasList(tree, "Policies"))
        || isPolicyList(tree)) {
      into.policiesKnown();
    }
    String target = FileName.target(file);
    for (Map<?, ?> each : Fields.maps(tree, "Policies")) {
      type(each).ifPresent(type -> policy(each, each.get("Content"), type, file, target));
    }
    if (tree.get("Policy") instanceof Map<?, ?> policy
        && policy.get("PolicySummary") instanceof Map<?, ?> summary) {
      type(summary).ifPresent(type -> policy(summary, policy.get("Content"), type, file, null));
    }
    String policy = FileName.policy(file);
    if (policy != null) {
      for (String each : targets(tree)) {
        into.attach(policy, each);
      }
    }
  }

  private void policy(
      Map<?, ?> policy,
      @Nullable Object content,
      ControlPolicy.Type type,
      String file,
      @Nullable String target) {
    String id = Fields.need(policy, "Id");
    String name = Fields.text(policy, "Name");
    Policy document =
        content == null && id.equals(OrganizationTree.FULL_ACCESS_ID)
            ? OrganizationTree.FULL_ACCESS
            : documents.read(content, name == null ? id : name, "control policy " + id, file);
    into.policy(new ControlPolicy(id, name == null ? id : name, type, document));
    if (target != null) {
      into.attach(id, target);
    }
    for (String each : targets(policy)) {
      into.attach(id, each);
    }
  }

  /** Ids alone, or objects as {@code list-targets-for-policy} gives them. */
  private static List<String> targets(Map<?, ?> holder) {
    List<String> ids = new ArrayList<>();
    if (holder.get("Targets") instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> map) {
          ids.add(Fields.need(map, "TargetId"));
        } else if (each != null) {
          ids.add(each.toString());
        }
      }
    }
    return ids;
  }

  private void delegated(Map<?, ?> tree, String file) {
    for (Map<?, ?> each : Fields.maps(tree, "DelegatedAdministrators")) {
      into.delegate(Fields.need(each, "Id"), services(each));
    }
    String account = FileName.account(file);
    if (account != null && Fields.hasList(tree, "DelegatedServices")) {
      into.delegate(account, services(tree));
    }
  }

  private static Set<String> services(Map<?, ?> holder) {
    List<String> services = new ArrayList<>();
    for (Map<?, ?> each : Fields.maps(holder, "DelegatedServices")) {
      services.add(Fields.need(each, "ServicePrincipal"));
    }
    return Set.copyOf(services);
  }

  private static Optional<ControlPolicy.Type> type(Map<?, ?> policy) {
    String word = Fields.text(policy, "Type");
    for (ControlPolicy.Type type : ControlPolicy.Type.values()) {
      if (type.name().equals(word)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
