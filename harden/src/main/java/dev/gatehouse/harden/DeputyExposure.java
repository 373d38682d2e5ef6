package dev.gatehouse.harden;

import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.estate.admission.CallerGroup;
import dev.gatehouse.estate.admission.CallerGroup.Circle;
import dev.gatehouse.estate.admission.PrincipalKind;
import dev.gatehouse.estate.admission.Probe;
import dev.gatehouse.estate.admission.RoleContext;
import dev.gatehouse.estate.admission.ServiceDeputy;
import dev.gatehouse.estate.admission.ServiceDeputy.Source;
import dev.gatehouse.estate.admission.TrustedParty;
import dev.gatehouse.estate.inventory.ResourcePolicy;
import dev.gatehouse.policy.context.Truth;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.principal.PrincipalElement.Entry;
import dev.gatehouse.policy.principal.PrincipalElement.EntryKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A resource that lets a service act on it for anybody: a confused deputy.
 *
 * @param resource ARN of the resource
 * @param account who owns it; "" when not known
 * @param service the principal
 * @param statement its label, for people
 * @param line where the service stands in the policy, printed over several lines; from 1
 * @param column the same, from 1
 * @param message one sentence: what somebody makes the service do
 * @param remedy what to add; null where something is to be taken out
 */
public record DeputyExposure(
    String resource,
    String account,
    String service,
    String statement,
    int line,
    int column,
    Severity severity,
    String message,
    @Nullable Remedy remedy) {
  /** The rule under which exposures are reported. */
  public static final String RULE = "confused-deputy";

  /**
   * The exposures of a resource, in the order of its policy.
   *
   * <p>A service that is let in on behalf of accounts outside the organization is exposed. Services
   * that do not say for whom they act cannot be held to it and are left out; the pages of AWS that
   * {@link ServiceDeputy} rests on tell which.
   */
  public static List<DeputyExposure> of(ResourcePolicy resource, RoleContext around) {
    Policy policy = resource.policy();
    if (policy == null) {
      return List.of();
    }
    List<DeputyExposure> exposures = new ArrayList<>();
    for (Statement statement : policy.statements()) {
      var principal = statement.principal();
      if (statement.effect() != Effect.ALLOW
          || statement.broken()
          || principal == null
          || principal.negated()) {
        continue;
      }
      for (Entry entry : principal.entries()) {
        if (entry.kind() == EntryKind.SERVICE
            || (entry.kind() == EntryKind.EVERYONE && isMeantForAService(statement))) {
          DeputyExposure exposure = exposure(resource, policy, statement, entry, around);
          if (exposure != null) {
            exposures.add(exposure);
          }
        }
      }
    }
    return List.copyOf(exposures);
  }

  private static @Nullable DeputyExposure exposure(
      ResourcePolicy resource,
      Policy policy,
      Statement statement,
      Entry entry,
      RoleContext around) {
    ServiceDeputy deputy = ServiceDeputy.of(entry.value());
    if (deputy.source() == Source.NOT_SENT) {
      return null;
    }
    TrustedParty party =
        new TrustedParty(
            entry.kind() == EntryKind.SERVICE ? PrincipalKind.SERVICE : PrincipalKind.ANYONE,
            entry,
            statement,
            "",
            resource.account(),
            TrustedParty.partitionOf(resource.arn()));
    Probe probe = Probe.ofResource(party, policy, around);
    for (CallerGroup group : probe.groups()) {
      boolean outside = group.circle() == Circle.EVERYONE || group.circle() == Circle.OUTSIDER;
      if (outside && probe.admits(group).possible() == Truth.YES) {
        return exposure(resource, statement, entry, deputy, group);
      }
    }
    return null;
  }

  private static DeputyExposure exposure(
      ResourcePolicy resource,
      Statement statement,
      Entry entry,
      ServiceDeputy deputy,
      CallerGroup group) {
    boolean anybody = group.circle() == Circle.EVERYONE;
    String attack = deputy.resourceAttack();
    Severity severity =
        attack == null && entry.kind() == EntryKind.SERVICE
            ? Severity.LOW
            : changes(statement) ? Severity.HIGH : Severity.MEDIUM;
    Remedy own =
        resource.account().isEmpty()
            ? Remedy.toFillIn("StringEquals", "aws:SourceAccount", "YOUR-ACCOUNT-ID")
            : Remedy.of("StringEquals", "aws:SourceAccount", resource.account());
    return new DeputyExposure(
        resource.arn(),
        resource.account(),
        entry.value(),
        statement.label(),
        entry.line(),
        entry.column(),
        anybody ? severity : severity == Severity.HIGH ? Severity.MEDIUM : Severity.LOW,
        anybody
            ? (entry.kind() == EntryKind.SERVICE ? entry.value() : "Any service")
                + " may act on it on behalf of any account"
                + (attack == null ? "." : ": somebody outside " + attack + ".")
            : "It is open to " + group.who() + "; take it out unless it is meant.",
        !anybody ? null : deputy.source() == Source.SENT ? own : own.toTry());
  }

  /** Whether everyone is named and a service is meant, by what it says for whom it acts. */
  private static boolean isMeantForAService(Statement statement) {
    return statement.conditions().stream()
        .anyMatch(
            each ->
                each.key().name().toLowerCase(Locale.ROOT).startsWith("aws:source")
                    && !each.key().name().toLowerCase(Locale.ROOT).startsWith("aws:sourceip")
                    && !each.key().name().toLowerCase(Locale.ROOT).startsWith("aws:sourcevpc"));
  }

  /** Whether the statement allows more than looking. */
  private static boolean changes(Statement statement) {
    return statement.notAction()
        || statement.actions().stream()
            .anyMatch(
                action -> {
                  String name = action.source().substring(action.source().indexOf(':') + 1);
                  return !name.startsWith("Get")
                      && !name.startsWith("List")
                      && !name.startsWith("Describe");
                });
  }
}
