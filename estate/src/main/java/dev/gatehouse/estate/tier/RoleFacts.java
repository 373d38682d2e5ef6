package dev.gatehouse.estate.tier;

import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.policy.aws.ReservedPath;
import dev.gatehouse.policy.language.Policy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the checklist needs to know of a role.
 *
 * @param arn with its path
 * @param account the one it belongs to
 * @param trust its trust policy; {@link Policy#opaque} when nobody has it
 * @param policies what it may do: inline and attached documents; opaque ones are not known
 * @param maxSessionSeconds the longest session that it grants; null when not known
 * @param tags by key
 */
public record RoleFacts(
    String arn,
    String account,
    Policy trust,
    List<Policy> policies,
    @Nullable Integer maxSessionSeconds,
    Map<String, String> tags) {
  public RoleFacts {
    policies = List.copyOf(policies);
    tags = Map.copyOf(tags);
  }

  /** What an inventory knows of a role. */
  public static RoleFacts of(IamRole role, Inventory inventory) {
    return new RoleFacts(
        role.arn(),
        role.account(),
        role.trust(),
        inventory.identityPolicies(role),
        role.maxSessionSeconds(),
        role.tags());
  }

  /** Its name without the path. */
  public String name() {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  /** Whether AWS wrote its trust policy and nobody in the account can change it. */
  public boolean isReserved() {
    return ReservedPath.SERVICE_LINKED.isOf(arn) || ReservedPath.RESERVED.isOf(arn);
  }

  /** The services that its trust policy names, sorted. */
  public Set<String> services() {
    Set<String> services = new TreeSet<>();
    trust.statements().stream()
        .filter(statement -> statement.principal() != null)
        .flatMap(statement -> statement.principal().entries().stream())
        .filter(entry -> entry.type().equals("Service"))
        .forEach(entry -> services.add(entry.value()));
    return services;
  }
}
