package dev.gatehouse.core.harden;

import dev.gatehouse.core.estate.Estate;
import dev.gatehouse.policy.language.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is known around a role.
 *
 * @param estate organization, accounts, networks
 * @param roles the known roles by ARN
 * @param rcps the resource control policies that bind the roles of an account; none where RCPs are
 *     not known
 * @param now the time for which the answers hold
 */
public record Surroundings(
    Estate estate, Map<String, RoleFacts> roles, Function<String, List<Policy>> rcps, Instant now) {

  /** Nothing but an estate. */
  public static Surroundings of(Estate estate, Instant now) {
    return new Surroundings(estate, Map.of(), account -> List.of(), now);
  }

  /** The id of the organization, where known. */
  Optional<String> organizationId() {
    return estate.organization().flatMap(each -> Optional.ofNullable(each.id()));
  }

  Optional<RoleFacts> role(String arn) {
    return Optional.ofNullable(roles.get(arn));
  }
}
