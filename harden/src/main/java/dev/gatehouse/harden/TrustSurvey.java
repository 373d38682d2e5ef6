package dev.gatehouse.harden;

import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.admission.RoleContext;
import dev.gatehouse.estate.admission.TrustChanges;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.policy.pattern.Glob;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the checklist says of an estate.
 *
 * @param roles the worst first, then by ARN
 * @param exposures of resources, the worst first, then by ARN
 * @param openings changes of these roles that let somebody in, by time
 */
public record TrustSurvey(
    Estate estate,
    List<RoleReport> roles,
    List<DeputyExposure> exposures,
    List<TrustOpening> openings) {
  public TrustSurvey {
    roles = List.copyOf(roles);
    exposures = List.copyOf(exposures);
    openings = List.copyOf(openings);
  }

  /**
   * Checks roles, and the resources where no roles are asked for.
   *
   * @param inventory what IAM and the organization hold; that of the estate where no trail is newer
   * @param changes of trust policies, as far as a trail shows them
   * @param wanted ARNs or names of roles, {@code *} allowed; none for all
   */
  public static TrustSurvey of(
      Estate estate, Inventory inventory, TrustChanges changes, List<String> wanted, Instant now) {
    RoleContext around = RoleContext.of(estate, inventory, now);
    TrustChecklist checklist = new TrustChecklist(around, changes);
    List<Glob> globs = wanted.stream().map(Glob::of).toList();
    List<RoleReport> roles =
        around.roles().values().stream()
            .filter(
                role ->
                    globs.isEmpty()
                        || globs.stream()
                            .anyMatch(
                                glob -> glob.matches(role.arn()) || glob.matches(role.name())))
            .map(checklist::check)
            .sorted(
                Comparator.comparing(
                        (RoleReport each) -> each.worst().map(Enum::ordinal).orElse(-1))
                    .reversed()
                    .thenComparing(each -> each.role().arn()))
            .toList();
    List<DeputyExposure> exposures =
        !wanted.isEmpty()
            ? List.of()
            : inventory.resourcePolicies().stream()
                .flatMap(resource -> DeputyExposure.of(resource, around).stream())
                .sorted(
                    Comparator.comparing(DeputyExposure::severity)
                        .reversed()
                        .thenComparing(DeputyExposure::resource))
                .toList();
    List<TrustOpening> openings =
        TrustOpening.of(changes, around).stream()
            .filter(
                each ->
                    roles.stream()
                        .anyMatch(role -> role.role().arn().equals(each.change().roleArn())))
            .toList();
    return new TrustSurvey(estate, roles, exposures, openings);
  }

  /** The severity of every problem. */
  public Stream<Severity> severities() {
    return Stream.concat(
        roles.stream().flatMap(role -> role.problems().stream()).map(RoleReport.Problem::severity),
        exposures.stream().map(DeputyExposure::severity));
  }

  /** How many problems there are of a severity. */
  public long count(Severity severity) {
    return severities().filter(each -> each == severity).count();
  }

  /** The worst severity; empty where there is no problem. */
  public Optional<Severity> worst() {
    return severities().max(Comparator.naturalOrder());
  }
}
