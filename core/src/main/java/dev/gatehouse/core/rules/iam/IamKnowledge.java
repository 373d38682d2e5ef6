package dev.gatehouse.core.rules.iam;

import dev.gatehouse.core.rules.kit.Documents;
import dev.gatehouse.estate.inventory.AccountInventory;
import dev.gatehouse.estate.inventory.IamUser;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.estate.inventory.ManagedPolicyDocument;
import dev.gatehouse.estate.inventory.Permissions;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.language.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was known of an account's IAM just before a change: the estate's inventory with the trail's
 * earlier changes over it. What neither tells is opaque.
 *
 * <p>An inventory that is younger than the change may already hold it. Then it is asked for
 * documents by version only, and not for what was in force or attached.
 */
public final class IamKnowledge {
  private final Inventory inventory;
  private final String account;
  private final List<IamChange> changes;
  private final @Nullable AccountInventory snapshot;

  public IamKnowledge(Inventory inventory, String account, List<IamChange> changes, Instant time) {
    this.inventory = inventory;
    this.account = account;
    this.changes = changes;
    AccountInventory known = inventory.account(account).orElse(null);
    Instant asOf = known == null ? null : known.asOf();
    this.snapshot = asOf != null && asOf.isAfter(time) ? null : known;
  }

  /** The document of a managed policy that is in force. */
  public Policy managed(String arn) {
    if (Arn.account(arn).equals("aws")) {
      return inventory.managedPolicy(arn);
    }
    String version = null;
    for (IamChange change : changes) {
      if (change.has("policyArn", arn)) {
        version =
            switch (change.call()) {
              case "CreatePolicy" -> "v1";
              case "CreatePolicyVersion" ->
                  change.has("setAsDefault", "true") ? change.get("versionId") : version;
              case "SetDefaultPolicyVersion" -> change.get("versionId");
              default -> version;
            };
      }
    }
    if (version != null) {
      return version(arn, version);
    }
    ManagedPolicyDocument known = snapshot == null ? null : snapshot.policy(arn).orElse(null);
    return known == null ? Policy.unknown(arn) : known.document();
  }

  /** The document of a version of a managed policy. */
  public Policy version(String arn, String version) {
    for (int i = changes.size() - 1; i >= 0; i--) {
      IamChange change = changes.get(i);
      boolean made =
          change.call().equals("CreatePolicy")
              ? version.equals("v1")
              : change.call().equals("CreatePolicyVersion") && change.has("versionId", version);
      if (made && change.has("policyArn", arn)) {
        return Documents.policy(arn, change.get("policyDocument"));
      }
    }
    return inventory
        .account(account)
        .flatMap(each -> each.policy(arn))
        .map(policy -> policy.versions().get(version))
        .orElseGet(() -> Policy.unknown(arn));
  }

  /**
   * The user, role or group as it stood.
   *
   * @param kind {@code user}, {@code role} or {@code group}
   */
  public IamHolder holder(String kind, String name) {
    IamHolder holder = new IamHolder();
    AccountInventory from = snapshot;
    if (from != null) {
      Permissions permissions =
          switch (kind) {
            case "user" -> from.user(name).map(IamUser::permissions).orElse(null);
            case "role" -> from.role(name).map(role -> role.permissions()).orElse(null);
            default -> from.group(name).map(group -> group.permissions()).orElse(null);
          };
      if (permissions != null) {
        holder.inline.putAll(permissions.inline());
        holder.attached.addAll(permissions.attached());
        holder.boundary = permissions.boundary();
        holder.whole = permissions.whole();
        from.user(name)
            .filter(user -> kind.equals("user"))
            .map(IamUser::groups)
            .ifPresent(holder.groups::addAll);
      }
    }
    for (IamChange change : changes) {
      boolean inGroup = kind.equals("group") && change.get("userName") != null;
      if (change.has(kind + "Name", name) && !inGroup) {
        holder.apply(change);
      }
    }
    return holder;
  }

  /** What the holder has, that of its groups included. */
  public List<Policy> documents(IamHolder holder) {
    List<Policy> all = new ArrayList<>(holder.documents(this));
    for (String group : holder.groups) {
      IamHolder known = holder("group", group);
      all.addAll(known.documents(this));
      if (!known.whole) {
        all.add(Policy.unknown("other policies of group " + group));
      }
    }
    if (!holder.whole) {
      all.add(Policy.unknown("other policies"));
    }
    return all;
  }

  /** The last change of a kind, or null. */
  public @Nullable IamChange last(String call) {
    for (int i = changes.size() - 1; i >= 0; i--) {
      if (changes.get(i).call().equals(call)) {
        return changes.get(i);
      }
    }
    return null;
  }

  /** The content of a control policy of the organization, opaque where nobody has it. */
  public Policy control(String policyId) {
    for (int i = changes.size() - 1; i >= 0; i--) {
      IamChange change = changes.get(i);
      if (change.has("policyId", policyId) && change.get("content") != null) {
        return Documents.policy(policyId, change.get("content"));
      }
    }
    var policy = inventory.organization().policies().get(policyId);
    return policy == null ? Policy.unknown(policyId) : policy.document();
  }
}
