package dev.gatehouse.estate.admission;

import dev.gatehouse.estate.tier.RoleFacts;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.condition.Operator;
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
import org.jspecify.annotations.Nullable;

/**
 * Asks who gets through one statement of a policy.
 *
 * <p>A point is met when callers that lack it are refused. So the question is put again for callers
 * that are worse than the ones that are meant, and a yes comes with a request that proves it.
 */
public final class Probe {
  private final TrustedParty party;
  private final String action;
  private final List<Condition> required;
  private final List<Statement> refusing;
  private final List<CallerProfile> profiles;
  private final RoleContext around;

  private Probe(
      TrustedParty party,
      String action,
      List<Condition> required,
      List<Statement> refusing,
      List<CallerProfile> profiles,
      RoleContext around) {
    this.party = party;
    this.action = action;
    this.required = required;
    this.refusing = refusing;
    this.profiles = profiles;
    this.around = around;
  }

  /** A probe of a role's trust, with the RCPs that bind the role. */
  public static Probe ofTrust(TrustedParty party, RoleFacts role, RoleContext around) {
    return ofTrust(party, role.trust(), role.arn(), around);
  }

  /** A probe of a trust policy that a role has or may get. */
  static Probe ofTrust(TrustedParty party, Policy trust, String roleArn, RoleContext around) {
    String action = party.kind().call();
    List<Statement> denies = new ArrayList<>(denies(trust, party, action));
    boolean reserved =
        roleArn.contains(":role/aws-service-role/") || roleArn.contains(":role/aws-reserved/");
    if (!reserved) {
      for (Policy rcp : around.rcps().apply(Arn.account(roleArn))) {
        denies.addAll(denies(rcp, party, action));
      }
    }
    return of(party, action, denies, around);
  }

  /** A probe of a resource's policy, whatever the action. */
  public static Probe ofResource(TrustedParty party, Policy policy, RoleContext around) {
    return ofResource(party, policy, "", around);
  }

  /** A probe of a resource's policy; "" for whatever action. */
  static Probe ofResource(TrustedParty party, Policy policy, String action, RoleContext around) {
    return of(party, action, denies(policy, party, action), around);
  }

  private static Probe of(
      TrustedParty party, String action, List<Statement> denies, RoleContext around) {
    return new Probe(
        party,
        action,
        party.statement().conditions().stream().map(Probe::completed).toList(),
        denies,
        CallerKeys.profiles(party, around),
        around);
  }

  /**
   * A short ARN under an operator for ARNs with {@code *} for what is missing. The guide completes
   * them in Resource and says nothing of conditions, so the prudent reading is that more get in.
   */
  private static Condition completed(Condition condition) {
    boolean isShort =
        condition.name().operator().family() == Operator.Family.ARN
            && !condition.name().operator().negated()
            && condition.values().stream()
                .anyMatch(each -> Arn.begins(each) && Arn.parse(each) == null);
    if (!isShort) {
      return condition;
    }
    List<String> values =
        condition.values().stream()
            .map(each -> Arn.begins(each) && Arn.parse(each) == null ? filledUp(each) : each)
            .toList();
    return Condition.of(condition.name(), condition.key().name(), values, true);
  }

  private static String filledUp(String arn) {
    StringBuilder text = new StringBuilder(arn);
    while (Arn.parse(text.toString()) == null) {
      text.append(":*");
    }
    return text.toString();
  }

  /** The same callers with other keys. */
  public Probe with(UnaryOperator<CallerProfile> change) {
    return new Probe(
        party, action, required, refusing, profiles.stream().map(change).toList(), around);
  }

  /** The same, where each of some more statements must fail. */
  Probe refusing(List<Statement> more) {
    List<Statement> all = new ArrayList<>(refusing);
    all.addAll(more);
    return new Probe(party, action, required, all, profiles, around);
  }

  /** The same, where some more conditions must hold. */
  Probe requiring(List<Condition> more) {
    List<Condition> all = new ArrayList<>(required);
    all.addAll(more);
    return new Probe(party, action, all, refusing, profiles, around);
  }

  /** The groups of callers that the statement might let in besides those that are meant. */
  public List<CallerGroup> groups() {
    List<Statement> deciding = deciding();
    return CallerGroup.of(party, deciding, deciding, around);
  }

  /** The groups besides those that some other statements mean. */
  List<CallerGroup> groups(List<Statement> meant) {
    return CallerGroup.of(party, deciding(), meant, around);
  }

  private List<Statement> deciding() {
    List<Statement> deciding = new ArrayList<>(refusing);
    deciding.add(party.statement());
    return deciding;
  }

  /** One caller of a group by name; "" where it has none. */
  String example(CallerGroup group) {
    if (!party.kind().hasCredentials()) {
      return party.entry().value();
    }
    return profiles.stream()
        .map(group.ways().get(0))
        .map(profile -> profile.presence("aws:PrincipalArn"))
        .filter(KeyPresence::mayBePresent)
        .flatMap(each -> each.domain().samples().stream())
        .findFirst()
        .orElse("");
  }

  /** Whether a caller of a group gets through. */
  public Admission admits(CallerGroup group) {
    Admission best = new Admission(Truth.NO, null, List.of());
    for (UnaryOperator<CallerProfile> way : group.ways()) {
      Admission one = with(way).admission();
      if (one.possible() == Truth.YES) {
        return one;
      }
      best = one.possible() == Truth.UNKNOWN ? one : best;
    }
    return best;
  }

  /** Whether any such caller gets through. */
  public Admission admission() {
    if (!action.isEmpty() && !matches(party.statement(), action)) {
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
    for (Statement deny : refusing) {
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
            required,
            refusing,
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
        .filter(each -> action.isEmpty() || matches(each, action))
        .filter(each -> each.resource() == null || each.resource().everything())
        .filter(each -> binds(each.principal(), party.entry()))
        .toList();
  }

  private static boolean matches(Statement statement, String action) {
    return statement.matchesAction(action.toLowerCase(Locale.ROOT), action.indexOf(':'));
  }

  /** Whether an element surely names all callers that an entry names. */
  static boolean binds(@Nullable PrincipalElement element, Entry entry) {
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
