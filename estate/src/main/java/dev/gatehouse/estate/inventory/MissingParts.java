package dev.gatehouse.estate.inventory;

import dev.gatehouse.estate.organization.ControlPolicy;
import dev.gatehouse.estate.organization.OrganizationTree;
import dev.gatehouse.policy.language.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds out what an inventory was not told. */
final class MissingParts {
  private final Inventory inventory;

  MissingParts(Inventory inventory) {
    this.inventory = inventory;
  }

  List<Missing> all() {
    List<Missing> all = new ArrayList<>(organization());
    for (String account : inventory.accountIds()) {
      all.addAll(of(account));
    }
    return all;
  }

  private List<Missing> organization() {
    OrganizationTree tree = inventory.organization();
    List<Missing> missing = new ArrayList<>();
    if (!tree.isKnown()) {
      missing.add(
          new Missing(
              "",
              "the organization, so that no SCPs and RCPs are taken to apply",
              "`gatehouse estate collect` in the management account, or an `organization.json`"));
      return missing;
    }
    if (tree.accounts().isEmpty()) {
      missing.add(
          new Missing("", "the accounts of the organization", "`aws organizations list-accounts`"));
    }
    if (tree.managementAccount() == null) {
      missing.add(
          new Missing(
              "",
              "the management account, which control policies spare",
              "`aws organizations describe-organization`"));
    }
    if (!tree.knowsPolicies()) {
      missing.add(
          new Missing(
              "",
              "the SCPs and RCPs of the organization",
              "`aws organizations list-policies --filter SERVICE_CONTROL_POLICY`, `describe-policy`"
                  + " and `list-targets-for-policy`, or an `organization.json`"));
    }
    for (ControlPolicy policy : tree.policies().values()) {
      if (policy.document().opaque()) {
        missing.add(
            new Missing(
                "",
                "the content of control policy `" + policy.id() + "`",
                "`aws organizations describe-policy --policy-id " + policy.id() + "`"));
      }
    }
    return missing;
  }

  List<Missing> of(String id) {
    List<Missing> missing = new ArrayList<>();
    AccountInventory account = inventory.account(id).orElseGet(() -> AccountInventory.empty(id));
    if (!account.dumped()) {
      missing.add(
          new Missing(
              id,
              "the users, groups, roles and policies of account `" + id + "`",
              "`aws iam get-account-authorization-details` with credentials of `" + id + "`"));
    }
    if (!account.knowsProviders()) {
      missing.add(
          new Missing(
              id,
              "the identity providers of account `" + id + "`",
              "`aws iam list-open-id-connect-providers` and `list-saml-providers` in `"
                  + id
                  + "`"));
    }
    if (account.credentials().isEmpty()) {
      missing.add(
          new Missing(
              id,
              "passwords, MFA and access keys of account `" + id + "`",
              "`aws iam get-credential-report` in `" + id + "`, decoded"));
    }
    Map<String, String> documents = new TreeMap<>();
    for (IamPrincipal principal : principals(account)) {
      for (Policy policy : inventory.identityPolicies(principal)) {
        if (policy.opaque() && policy.name().startsWith("arn:")) {
          documents.putIfAbsent(policy.name(), principal.arn());
        }
      }
    }
    documents.forEach(
        (arn, user) ->
            missing.add(
                new Missing(
                    id,
                    "the document of `" + arn + "`, which `" + user + "` has",
                    "`aws iam get-policy-version --policy-arn " + arn + " --version-id …`")));
    return missing;
  }

  private static List<IamPrincipal> principals(AccountInventory account) {
    List<IamPrincipal> all = new ArrayList<>(account.users());
    all.addAll(account.roles());
    return all;
  }
}
