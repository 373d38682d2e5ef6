package dev.gatehouse.estate.source;

import dev.gatehouse.estate.inventory.AnalyzerFinding;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.IdentityProvider;
import dev.gatehouse.estate.inventory.InventoryBuilder;
import dev.gatehouse.estate.inventory.Permissions;
import dev.gatehouse.estate.inventory.ResourcePolicy;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.language.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Single outputs that say what authorization details leave out: {@code aws iam list-roles,
 * get-role, list-instance-profiles, list-open-id-connect-providers, list-saml-providers}, findings
 * of Access Analyzer, and lists of resource policies.
 */
final class IamOutputs {
  private final InventoryBuilder into;
  private final Documents documents;
  private final List<Runnable> afterDumps = new ArrayList<>();
  private final Map<String, Set<String>> providerLists = new HashMap<>();

  IamOutputs(InventoryBuilder into, Documents documents) {
    this.into = into;
    this.documents = documents;
  }

  /** Reads what is known here; false if there is nothing. */
  boolean read(Map<?, ?> tree, String file) {
    boolean known = false;
    for (Map<?, ?> role : Fields.maps(tree, "Roles")) {
      known |= role(role, file);
    }
    known |= tree.get("Role") instanceof Map<?, ?> role && role(role, file);
    for (Map<?, ?> profile : Fields.maps(tree, "InstanceProfiles")) {
      afterDumps.add(() -> instanceProfile(profile));
      known = true;
    }
    known |= providers(tree, "OpenIDConnectProviderList", file);
    known |= providers(tree, "SAMLProviderList", file);
    for (Map<?, ?> finding : Fields.maps(tree, "findings")) {
      known |= finding(finding);
    }
    return known;
  }

  static boolean isResourcePolicies(@Nullable Object tree) {
    return tree instanceof List<?> list
        && !list.isEmpty()
        && list.stream()
            .allMatch(
                each ->
                    each instanceof Map<?, ?> m && m.get("arn") != null && m.containsKey("policy"));
  }

  void resourcePolicies(Object tree, String file) {
    for (Map<?, ?> each : Fields.maps(tree)) {
      String arn = Fields.need(each, "arn");
      String account = Fields.text(each, "account");
      Object document = each.get("policy");
      into.put(
          new ResourcePolicy(
              arn,
              account == null ? Arn.account(arn) : account,
              document == null
                  ? null
                  : documents.read(
                      document, "policy of " + arn, "resource policy of " + arn, file)));
    }
  }

  /** To be called after the last file. */
  void finish() {
    afterDumps.forEach(Runnable::run);
    providerLists.forEach(
        (account, lists) -> {
          if (lists.size() == 2) {
            into.providersKnown(account);
          }
        });
  }

  private boolean role(Map<?, ?> entry, String file) {
    if (Fields.text(entry, "Arn") == null || Fields.text(entry, "RoleName") == null) {
      return false;
    }
    afterDumps.add(() -> putRole(entry, file));
    return true;
  }

  /** A role that no dump has is known in part: its policies stay unknown. */
  private void putRole(Map<?, ?> entry, String file) {
    String arn = Fields.need(entry, "Arn");
    String name = Fields.need(entry, "RoleName");
    String account = Arn.account(arn);
    IamRole known = into.role(account, name);
    Integer seconds = Fields.number(entry, "MaxSessionDuration");
    if (known != null) {
      if (seconds != null) {
        into.put(known.withMaxSessionSeconds(seconds));
      }
      return;
    }
    Policy trust =
        documents.read(
            entry.get("AssumeRolePolicyDocument"), "trust policy", "trust policy of " + arn, file);
    String path = Fields.text(entry, "Path");
    into.put(
        new IamRole(
            arn,
            account,
            name,
            path == null ? "/" : path,
            Fields.text(entry, "RoleId"),
            Fields.time(entry.get("CreateDate")),
            trust,
            Permissions.UNKNOWN,
            seconds,
            null,
            List.of(),
            Fields.tags(entry.get("Tags"))));
  }

  private void instanceProfile(Map<?, ?> profile) {
    String arn = Fields.need(profile, "Arn");
    for (Map<?, ?> role : Fields.maps(profile, "Roles")) {
      IamRole known = into.role(Arn.account(arn), Fields.need(role, "RoleName"));
      if (known != null && !known.instanceProfiles().contains(arn)) {
        List<String> profiles = new ArrayList<>(known.instanceProfiles());
        profiles.add(arn);
        into.put(known.withInstanceProfiles(profiles));
      }
    }
  }

  private boolean providers(Map<?, ?> tree, String list, String file) {
    if (!Fields.hasList(tree, list)) {
      return false;
    }
    Set<String> accounts = new HashSet<>();
    for (Map<?, ?> each : Fields.maps(tree, list)) {
      IdentityProvider provider =
          IdentityProvider.of(
              Fields.need(each, "Arn"), Set.copyOf(Fields.texts(each.get("ClientIDList"))));
      into.put(provider);
      accounts.add(provider.account());
    }
    String named = FileName.account(file);
    if (accounts.isEmpty() && named != null) {
      accounts.add(named);
    }
    accounts.forEach(
        account -> providerLists.computeIfAbsent(account, key -> new HashSet<>()).add(list));
    return true;
  }

  private boolean finding(Map<?, ?> finding) {
    String resource = Fields.text(finding, "resource");
    String status = Fields.text(finding, "status");
    if (resource == null || status == null) {
      return false;
    }
    String kind = Fields.text(finding, "findingType");
    String owner = Fields.text(finding, "resourceOwnerAccount");
    Map<String, String> principal = new HashMap<>();
    Fields.map(finding, "principal")
        .forEach((key, value) -> principal.put(String.valueOf(key), String.valueOf(value)));
    String id = Fields.text(finding, "id");
    into.put(
        new AnalyzerFinding(
            id == null ? resource : id,
            kind == null ? "ExternalAccess" : kind,
            resource,
            owner == null ? "" : owner,
            status,
            finding.get("isPublic") instanceof Boolean isPublic ? isPublic : null,
            principal,
            Fields.texts(finding.get("action"))));
    return true;
  }
}
