package dev.gatehouse.estate.admission;

import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.estate.organization.OrganizationTree;
import dev.gatehouse.estate.tier.RoleFacts;
import dev.gatehouse.policy.language.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What is known around a role.
 *
 * @param estate organization, accounts, networks
 * @param inventory what IAM and the organization hold at that time
 * @param roles the known roles by ARN
 * @param rcps the resource control policies that bind the roles of an account; none where RCPs are
 *     not known
 * @param now the time for which the answers hold
 */
public record RoleContext(
    Estate estate,
    Inventory inventory,
    Map<String, RoleFacts> roles,
    Function<String, List<Policy>> rcps,
    Instant now) {

  /** What an estate knows. */
  public static RoleContext of(Estate estate, Instant now) {
    return of(estate, estate.inventory(), now);
  }

  /** What an estate knows, with what IAM and the organization hold at another time. */
  public static RoleContext of(Estate estate, Inventory inventory, Instant now) {
    Map<String, RoleFacts> roles = new TreeMap<>();
    inventory.roles().forEach(role -> roles.put(role.arn(), RoleFacts.of(role, inventory)));
    OrganizationTree tree = inventory.organization();
    return new RoleContext(estate, inventory, roles, account -> rcps(tree, account), now);
  }

  private static List<Policy> rcps(OrganizationTree tree, String account) {
    if (account.equals(tree.managementAccount())) {
      return List.of();
    }
    return tree.rcps(account).stream()
        .flatMap(level -> level.policies().stream())
        .filter(policy -> !policy.opaque())
        .toList();
  }

  /** The id of the organization, where known. */
  public Optional<String> organizationId() {
    return estate.organization().flatMap(each -> Optional.ofNullable(each.id()));
  }

  public Optional<RoleFacts> role(String arn) {
    return Optional.ofNullable(roles.get(arn));
  }
}
