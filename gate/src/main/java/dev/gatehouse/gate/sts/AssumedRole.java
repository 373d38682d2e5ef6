package dev.gatehouse.gate.sts;

import dev.gatehouse.gate.access.Authorizer;
import dev.gatehouse.gate.access.Permission;
import dev.gatehouse.gate.access.SavedPrincipals;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.gate.state.State;
import dev.gatehouse.policy.aws.AccountId;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.language.Policy;
import org.jspecify.annotations.Nullable;

/**
 * The role that a call names.
 *
 * @param arn as the caller wrote it
 * @param item null when there is no such role
 * @param trust its trust policy, in which those whom it names and who are gone stand by their ids
 */
record AssumedRole(String arn, String account, @Nullable Structure item, @Nullable String trust) {

  static AssumedRole find(State state, String arn) {
    Arn parsed = Arn.parse(arn);
    if (parsed == null || !AccountId.is(parsed.account())) {
      throw AwsException.validation(arn + " is invalid");
    }
    Holdings holdings = state.account(parsed.account());
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    Structure item = holdings == null ? null : holdings.get(Kind.ROLE, name);
    if (item == null || !item.need("Arn").equals(arn)) {
      return new AssumedRole(arn, parsed.account(), null, null);
    }
    return new AssumedRole(arn, parsed.account(), item, SavedPrincipals.current(state, item));
  }

  /** The role as it is kept. */
  Structure there() {
    if (item == null) {
      throw new IllegalStateException("Nobody may assume a role that is not there.");
    }
    return item;
  }

  String id() {
    return there().need("RoleId");
  }

  String name() {
    return there().need("RoleName");
  }

  /** The longest session that the role allows, in seconds. */
  int maximum() {
    return there().number("MaxSessionDuration", 3_600);
  }

  /** The {@code AssumedRoleUser} of an answer. */
  Structure user(String session) {
    return Structure.of(
        "AssumedRoleId", id() + ":" + session,
        "Arn", "arn:aws:sts::" + account + ":assumed-role/" + name() + "/" + session);
  }

  void addTo(Context.Builder keys) {
    if (item != null) {
      for (Structure tag : item.structures("Tags")) {
        keys.put("aws:ResourceTag/" + tag.need("Key"), tag.text("Value", ""));
        keys.put("iam:ResourceTag/" + tag.need("Key"), tag.text("Value", ""));
      }
    }
  }

  /** What the trust policy of the role decides. */
  Permission permission(String action, Context keys, Authorizer authorizer) {
    Policy policy = trust == null ? null : authorizer.gathering().document("trust policy", trust);
    return new Permission(action, arn, arn, account, policy, keys, false);
  }
}
