package dev.gatehouse.estate.admission;

import dev.gatehouse.estate.tier.RoleFacts;
import dev.gatehouse.policy.context.Truth;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.principal.PrincipalElement;
import dev.gatehouse.policy.principal.PrincipalElement.Entry;
import dev.gatehouse.policy.principal.PrincipalElement.EntryKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Asks who gets through one statement of a policy.
 *
 * <p>A point is met when callers that lack it are refused. So the question is put again for callers
 * that are worse than the ones that are meant, and a yes comes with a request that proves it.
 */
public final class Probe {
  private final TrustedParty party;
  private final String action;
  private final List<Statement> denies;
  private final List<CallerProfile> profiles;

  private Probe(
      TrustedParty party, String action, List<Statement> denies, List<CallerProfile> profiles) {
    this.party = party;
    this.action = action;
    this.denies = denies;
    this.profiles = profiles;
  }

  /** A probe of a role's trust, with the RCPs that bind the role. */
  public static Probe ofTrust(TrustedParty party, RoleFacts role, RoleContext around) {
    String action = party.kind().call();
    List<Statement> denies = new ArrayList<>(denies(role.trust(), party, action));
    for (Policy rcp : around.rcps().apply(role.account())) {
      if (!role.isReserved()) {
        denies.addAll(denies(rcp, party, action));
      }
    }
    return new Probe(party, action, denies, CallerKeys.profiles(party, around));
  }

  /** A probe of a resource's policy. */
  public static Probe ofResource(TrustedParty party, Policy policy, RoleContext around) {
    return new Probe(party, "", denies(policy, party, ""), CallerKeys.profiles(party, around));
  }

  /** The same callers with other keys. */
  public Probe with(UnaryOperator<CallerProfile> change) {
    return new Probe(party, action, denies, profiles.stream().map(change).toList());
  }

  /** Whether any such caller gets through. */
  public Admission admission() {
    if (!action.isEmpty() && !party.statement().matchesAction(action.toLowerCase(Locale.ROOT), 3)) {
      return new Admission(
          Truth.NO,
          null,
          List.of(
              new Admission.Obstacle(
                  "",
                  "The statement does not allow `"
                      + action
                      + "`, by which "
                      + party.kind().phrase()
                      + " becomes a role.")));
    }
    for (Statement deny : denies) {
      if (deny.conditions().isEmpty()) {
        return new Admission(
            Truth.NO,
            null,
            List.of(
                new Admission.Obstacle(
                    "", "Every such caller is denied by " + deny.label() + ".")));
      }
    }
    return new AdmissionSearch(
            party.statement().conditions(),
            denies,
            profiles,
            party.account().isEmpty() ? party.owner() : party.account())
        .search();
  }

  /** Whether such a caller gets through, or may. */
  public Truth admits() {
    return admission().possible();
  }

  /** The Denies that surely bind the party. */
  private static List<Statement> denies(Policy policy, TrustedParty party, String action) {
    return policy.statements().stream()
        .filter(each -> each.effect() == Effect.DENY && !each.broken())
        .filter(each -> action.isEmpty() || each.matchesAction(action.toLowerCase(Locale.ROOT), 3))
        .filter(each -> each.resource() == null || each.resource().everything())
        .filter(each -> binds(each.principal(), party.entry()))
        .toList();
  }

  private static boolean binds(
      @org.jspecify.annotations.Nullable PrincipalElement element, Entry entry) {
    if (element == null) {
      return false;
    }
    boolean named =
        element.everyone() || element.entries().stream().anyMatch(each -> covers(each, entry));
    if (!element.negated()) {
      return named;
    }
    return element.entries().stream()
        .noneMatch(
            each ->
                each.kind() == EntryKind.EVERYONE
                    || (!each.account().isEmpty() && each.account().equals(entry.account()))
                    || each.value().equals(entry.value())
                    || entry.kind() == EntryKind.EVERYONE);
  }

  private static boolean covers(Entry wide, Entry narrow) {
    return wide.value().equals(narrow.value())
        || (wide.kind() == EntryKind.ACCOUNT && wide.account().equals(narrow.account()));
  }
}
