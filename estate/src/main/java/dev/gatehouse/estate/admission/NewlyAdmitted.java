package dev.gatehouse.estate.admission;

import dev.gatehouse.estate.admission.CallerGroup.Circle;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.catalogue.ActionCatalogue;
import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.context.Truth;
import dev.gatehouse.policy.decision.Evaluator;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.ResourceElement;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.pattern.ActionPattern;
import dev.gatehouse.policy.pattern.ArnPattern;
import dev.gatehouse.policy.principal.Caller;
import dev.gatehouse.policy.principal.PrincipalElement.EntryKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Names the callers whom a changed trust or resource policy newly lets in.
 *
 * <p>Each principal of an Allow of the new policy is asked for as the widest group of callers that
 * it may stand for, then narrower ones. A group is new if one request of it passes the Allow and
 * all Denies of the new policy, and either fails every Allow of the old one that names it or meets
 * one of the old one's Denies. That is one search, so each answer has a witness or is proved.
 */
public final class NewlyAdmitted {
  /** Actions that stand for a pattern of a resource policy. */
  private static final int ACTIONS_MAX = 12;

  private final Policy before;
  private final Policy after;
  private final String arn;
  private final String owner;
  private final RoleContext around;
  private final boolean trust;
  private final Map<List<Object>, Newcomer> found = new LinkedHashMap<>();

  private NewlyAdmitted(
      Policy before, Policy after, String arn, String owner, RoleContext around, boolean trust) {
    this.before = before;
    this.after = after;
    this.arn = arn;
    this.owner = owner;
    this.around = around;
    this.trust = trust;
  }

  /**
   * Who becomes a role by its new trust policy who could not by the old one, the farthest first.
   *
   * @param roleArn the role; "" where it is not known
   */
  public static List<Newcomer> toRole(
      Policy before, Policy after, String roleArn, RoleContext around) {
    return new NewlyAdmitted(before, after, roleArn, Arn.account(roleArn), around, true).find();
  }

  /**
   * Who may do with a resource what the old policy did not allow, the farthest first.
   *
   * @param arn of the resource; "" where it is not known
   * @param owner its account; "" where it is not known
   */
  public static List<Newcomer> toResource(
      Policy before, Policy after, String arn, String owner, RoleContext around) {
    return new NewlyAdmitted(before, after, arn, owner, around, false).find();
  }

  private List<Newcomer> find() {
    for (Policy policy : List.of(before, after)) {
      if (policy.opaque() || policy.statements().stream().anyMatch(Statement::broken)) {
        return List.of(
            new Newcomer(
                "",
                Circle.EVERYONE,
                "anybody new",
                List.of(),
                Truth.UNKNOWN,
                "",
                null,
                policy.opaque()
                    ? "The document of " + policy + " is not known."
                    : "A statement of " + policy + " has no clear meaning; see `policy lint`."));
      }
    }
    String partition = TrustedParty.partitionOf(arn);
    for (TrustedParty party : TrustedParty.allowed(after, owner, partition, around)) {
      for (String action : actions(party)) {
        for (ArnPattern resource : resources(party.statement())) {
          search(party, action, resource);
        }
      }
    }
    return found.values().stream()
        .sorted(Comparator.comparing(Newcomer::circle).thenComparing(Newcomer::principal))
        .toList();
  }

  private List<String> actions(TrustedParty party) {
    Statement statement = party.statement();
    if (trust) {
      String call = party.kind().call();
      return statement.matchesAction(call.toLowerCase(Locale.ROOT), "sts".length())
          ? List.of(call)
          : List.of();
    }
    Set<String> actions = new LinkedHashSet<>();
    Arn parsed = Arn.parse(arn);
    for (ActionPattern pattern : statement.actions()) {
      if (!statement.notAction() && !Shape.isWild(pattern.source())) {
        actions.add(pattern.source());
        continue;
      }
      List<ActionCatalogue.Action> known =
          pattern.matchesEverything() || statement.notAction()
              ? parsed == null ? List.of() : ActionCatalogue.aws().actions(parsed.service())
              : ActionCatalogue.aws().matching(pattern);
      int step = Math.max(1, known.size() / ACTIONS_MAX);
      for (int i = 0; i < known.size(); i += step) {
        actions.add(known.get(i).name());
      }
    }
    actions.removeIf(each -> !matches(statement, each));
    return List.copyOf(actions);
  }

  private static boolean matches(Statement statement, String action) {
    int colon = action.indexOf(':');
    return colon > 0 && statement.matchesAction(action.toLowerCase(Locale.ROOT), colon);
  }

  /** The resources that a statement speaks of; for a trust policy the role itself. */
  private List<ArnPattern> resources(Statement statement) {
    ResourceElement element = statement.resource();
    ArnPattern whole = ArnPattern.parse(arn.isEmpty() ? "arn:*" : arn, false, true);
    return trust || element == null || element.negated() || element.everything()
        ? whole == null ? List.of() : List.of(whole)
        : element.patterns();
  }

  private void search(TrustedParty party, String action, ArnPattern resource) {
    Probe probe =
        trust
            ? Probe.ofTrust(party, after, arn, around)
            : Probe.ofResource(party, after, action, around);
    List<CallerGroup> groups = new ArrayList<>(probe.groups(before.statements()));
    groups.add(
        new CallerGroup(Circle.THE_SAME, "`" + party.entry().value() + "`", profile -> profile));
    for (CallerGroup group : groups) {
      List<Statement> allows = new ArrayList<>();
      List<Statement> denies = new ArrayList<>();
      for (Statement old : before.statements()) {
        if (matches(old, action) && isAbout(old, resource)) {
          boolean names =
              old.effect() == Effect.DENY
                  ? old.principal() != null && Probe.binds(old.principal(), party.entry())
                  : covers(old, party, group);
          if (names) {
            (old.effect() == Effect.DENY ? denies : allows).add(old);
          }
        }
      }
      Admission admission = probe.refusing(allows).admits(group);
      for (Statement deny : denies) {
        if (admission.possible() != Truth.YES) {
          Admission other = probe.requiring(deny.conditions()).admits(group);
          admission =
              other.possible() == Truth.YES || admission.possible() == Truth.NO ? other : admission;
        }
      }
      if (admission.possible() == Truth.NO && group.circle() == Circle.THE_SAME) {
        withoutOwnPermission(probe, party, action, allows);
      }
      if (admission.possible() != Truth.NO) {
        add(probe, party, group, action, admission, because(allows, denies, admission.witness()));
      }
      if (admission.possible() == Truth.YES) {
        return;
      }
    }
  }

  /** Whether a statement names all callers of a group. */
  private static boolean covers(Statement old, TrustedParty party, CallerGroup group) {
    var element = old.principal();
    if (element == null) {
      return false;
    }
    if (party.kind() != PrincipalKind.ANYONE) {
      return Probe.binds(element, party.entry());
    }
    if (!element.negated()) {
      boolean account =
          group.circle() == Circle.OWN_ACCOUNT
              && element.entries().stream()
                  .anyMatch(
                      each ->
                          each.kind() == EntryKind.ACCOUNT && each.account().equals(party.owner()));
      return element.everyone() || account;
    }
    var now = party.statement().principal();
    return now != null
        && now.negated()
        && now.entries().stream()
            .map(each -> each.type() + each.value())
            .collect(Collectors.toSet())
            .containsAll(
                element.entries().stream().map(each -> each.type() + each.value()).toList());
  }

  private boolean isAbout(Statement old, ArnPattern resource) {
    ResourceElement element = old.resource();
    if (trust || element == null || element.everything()) {
      return element == null || !element.negated();
    }
    return !element.negated()
        && element.patterns().stream().anyMatch(each -> each.contains(resource));
  }

  /**
   * A principal of one's own account that is named itself needs no permission of its own; by the
   * account's name it did. Where it has the permission, nothing is new.
   */
  private void withoutOwnPermission(
      Probe probe, TrustedParty party, String action, List<Statement> allows) {
    boolean byAccount =
        party.isNamed()
            && party.account().equals(owner)
            && allows.stream()
                .noneMatch(
                    old ->
                        old.principal() == null
                            || old.principal().everyone()
                            || old.principal().entries().stream()
                                .anyMatch(each -> each.value().equals(party.entry().value())));
    if (!byAccount) {
      return;
    }
    Truth could = couldAlready(party, action);
    if (could != Truth.YES) {
      CallerGroup group =
          new CallerGroup(Circle.THE_SAME, "`" + party.entry().value() + "`", profile -> profile);
      add(
          probe,
          party,
          group,
          action,
          new Admission(could == Truth.NO ? Truth.YES : could, Context.empty(), List.of()),
          "It is named itself and so needs no permission of its own; before, only its account was"
              + " named"
              + (could == Truth.NO ? ", and it has none." : ", and nobody has its policies."));
    }
  }

  /** Whether the old policy together with the principal's own let it in. */
  private Truth couldAlready(TrustedParty party, String action) {
    Caller caller;
    try {
      caller = Caller.parse(party.entry().value());
    } catch (IllegalArgumentException unreadable) {
      return Truth.UNKNOWN;
    }
    if (arn.isEmpty()) {
      return Truth.UNKNOWN;
    }
    PolicySet known = around.inventory().policies(caller, arn);
    var decision =
        Evaluator.decide(
            Request.of(caller, action, arn, owner, Context.empty()),
            PolicySet.builder()
                .identity(known.identity())
                .boundary(known.boundary())
                .resource(before)
                .build());
    return decision.allowed() ? Truth.YES : decision.denied() ? Truth.NO : Truth.UNKNOWN;
  }

  private static String because(
      List<Statement> allows, List<Statement> denies, @Nullable Context witness) {
    if (witness == null) {
      return "Its conditions have variables or patterns whose reach is not known.";
    }
    if (allows.isEmpty()) {
      return "Nothing in the policy before let it in.";
    }
    Set<String> lost = new LinkedHashSet<>();
    for (Statement old : allows) {
      for (Condition condition : old.conditions()) {
        if (condition.truth(witness) == Truth.NO) {
          lost.add("`" + condition + "`");
        }
      }
    }
    if (!lost.isEmpty()) {
      return "The policy before asked for " + String.join(", ", lost) + ".";
    }
    List<String> labels = denies.stream().map(Statement::label).distinct().toList();
    return "The policy before denied it by " + String.join(" or ", labels) + ".";
  }

  private void add(
      Probe probe,
      TrustedParty party,
      CallerGroup group,
      String action,
      Admission admission,
      String because) {
    List<Object> key = List.of(party.entry().value(), group.who(), admission.possible(), because);
    Newcomer old = found.get(key);
    Set<String> actions = new LinkedHashSet<>(old == null ? List.of() : old.actions());
    actions.add(action);
    found.put(
        key,
        new Newcomer(
            party.entry().value(),
            group.circle(),
            group.who(),
            List.copyOf(actions),
            admission.possible(),
            probe.example(group),
            old == null ? admission.witness() : old.witness(),
            because));
  }
}
