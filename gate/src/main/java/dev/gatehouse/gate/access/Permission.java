package dev.gatehouse.gate.access;

import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.language.Policy;
import org.jspecify.annotations.Nullable;

/**
 * What a call needs to be allowed.
 *
 * @param action such as {@code iam:GetUser}
 * @param resource an ARN, or {@code *}
 * @param shown the resource as AWS names it in the refusal; IAM has its own ways
 * @param owner the account that owns the resource
 * @param policy the resource's policy; null when it has none
 * @param keys condition keys that come from the request and the resource
 * @param reasoned whether the refusal says what kind of policy was in the way
 */
public record Permission(
    String action,
    String resource,
    String shown,
    String owner,
    @Nullable Policy policy,
    Context keys,
    boolean reasoned) {

  /** On a resource of the caller's own account that has no policy. */
  public static Permission of(String action, String resource, String owner, Context keys) {
    return new Permission(action, resource, resource, owner, null, keys, true);
  }
}
