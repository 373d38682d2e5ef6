package dev.gatehouse.estate.inventory;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.language.Policy;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Applies records about managed policies and identity providers. */
final class ManagedPolicyRecords {
  private ManagedPolicyRecords() {}

  static Inventory apply(Inventory inventory, ChangeRecord record) {
    return switch (record.name()) {
      case "CreatePolicy" -> create(inventory, record);
      case "DeletePolicy" -> delete(inventory, record);
      case "CreatePolicyVersion" -> policy(inventory, record, policy -> version(policy, record));
      case "SetDefaultPolicyVersion" ->
          policy(inventory, record, policy -> policy.withDefault(versionId(record)));
      case "DeletePolicyVersion" ->
          policy(inventory, record, policy -> policy.withoutVersion(versionId(record)));
      case "CreateSAMLProvider" ->
          provider(inventory, record.response("sAMLProviderArn"), Set.of());
      case "CreateOpenIDConnectProvider" ->
          provider(
              inventory,
              record.response("openIDConnectProviderArn"),
              new HashSet<>(record.list("clientIDList")));
      case "DeleteSAMLProvider" -> forget(inventory, record.request("sAMLProviderArn"));
      case "DeleteOpenIDConnectProvider" ->
          forget(inventory, record.request("openIDConnectProviderArn"));
      case "AddClientIDToOpenIDConnectProvider" -> audience(inventory, record, true);
      case "RemoveClientIDFromOpenIDConnectProvider" -> audience(inventory, record, false);
      default -> inventory;
    };
  }

  private static Inventory create(Inventory inventory, ChangeRecord record) {
    String name = record.request("policyName");
    if (name == null) {
      return inventory;
    }
    String guess = Arn.iam(record.partition(), record.account(), "policy/" + name);
    String arn = IamRecords.or(record.response("policy", "arn"), guess);
    Policy document = record.document("policyDocument", arn, "version v1 of " + arn);
    ManagedPolicyDocument policy =
        new ManagedPolicyDocument(
            arn,
            record.account(),
            name,
            IamRecords.path(arn, name),
            IamRecords.or(record.response("policy", "defaultVersionId"), "v1"),
            Map.of("v1", document));
    return inventory.with(record.account(), into -> into.put(policy));
  }

  private static Inventory delete(Inventory inventory, ChangeRecord record) {
    String arn = record.request("policyArn");
    return arn == null
        ? inventory
        : inventory.with(record.account(), into -> into.policies = into.policies.without(arn));
  }

  private static String versionId(ChangeRecord record) {
    return IamRecords.or(record.request("versionId"), "");
  }

  private static ManagedPolicyDocument version(ManagedPolicyDocument policy, ChangeRecord record) {
    String id = IamRecords.or(record.response("policyVersion", "versionId"), "v?");
    Policy document =
        record.document("policyDocument", policy.arn(), "version " + id + " of " + policy.arn());
    return policy.withVersion(id, document, record.isTrue("setAsDefault"));
  }

  /** A policy that nobody told of is known in part from its first record on. */
  private static Inventory policy(
      Inventory inventory, ChangeRecord record, UnaryOperator<ManagedPolicyDocument> change) {
    String arn = record.request("policyArn");
    if (arn == null || !Arn.account(arn).equals(record.account())) {
      return inventory;
    }
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    return inventory.with(
        record.account(),
        into -> {
          ManagedPolicyDocument known = into.policies.get(arn);
          into.put(
              change.apply(
                  known != null
                      ? known
                      : new ManagedPolicyDocument(
                          arn,
                          record.account(),
                          name,
                          IamRecords.path(arn, name),
                          "not known",
                          Map.of())));
        });
  }

  private static Inventory provider(
      Inventory inventory, @Nullable String arn, Set<String> clientIds) {
    if (arn == null || !arn.contains("-provider/")) {
      return inventory;
    }
    IdentityProvider provider = IdentityProvider.of(arn, clientIds);
    return inventory.with(provider.account(), into -> into.put(provider));
  }

  private static Inventory forget(Inventory inventory, @Nullable String arn) {
    return arn == null || Arn.account(arn).isEmpty()
        ? inventory
        : inventory.with(Arn.account(arn), into -> into.providers = into.providers.without(arn));
  }

  private static Inventory audience(Inventory inventory, ChangeRecord record, boolean added) {
    String arn = record.request("openIDConnectProviderArn");
    String id = record.request("clientID");
    if (arn == null || id == null || !arn.contains(":oidc-provider/")) {
      return inventory;
    }
    return inventory.with(
        Arn.account(arn),
        into -> {
          IdentityProvider known = into.providers.get(arn);
          Set<String> ids = new HashSet<>(known == null ? Set.of() : known.clientIds());
          if (added) {
            ids.add(id);
          } else {
            ids.remove(id);
          }
          into.put(IdentityProvider.of(arn, ids));
        });
  }
}
