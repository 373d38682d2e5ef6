package dev.gatehouse.core.rules.persistence;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingId;
import dev.gatehouse.core.finding.Quote;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.kit.Act;
import dev.gatehouse.core.rules.kit.Claim;
import dev.gatehouse.core.rules.kit.Documents;
import dev.gatehouse.core.rules.kit.Outside;
import dev.gatehouse.core.rules.kit.Planned;
import dev.gatehouse.core.rules.kit.Prose;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.policy.aws.ServicePrincipal;
import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.grant.TrustedPrincipal;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code trust-policy-opened}: a role lets in somebody new from outside. */
public final class TrustPolicyOpened implements Detector<Trust> {
  private static final About ABOUT =
      new About(
          "trust-policy-opened",
          "Trust policy opened",
          "A role was created or changed so that somebody from outside may assume it: a foreign"
              + " account, everyone, an identity provider, a service it had nothing to do with. It"
              + " is a door that stays open after every session is revoked.",
          Severity.HIGH,
          SignalCategory.PERSISTENCE,
          List.of(Attack.of("T1484.002"), Attack.of("T1098.003")),
          "Roles are opened to the outside by a known process, with conditions.",
          "Management events of IAM. The document before comes from the trail; without one, all"
              + " that an update names counts as added. organization.json tells foreign accounts"
              + " from own ones; without it only the role's own account is known to be inside.",
          "Assume a role inside first and change a resource policy instead, or use a principal of"
              + " the same account.",
          List.of(
              "A vendor is taken on: its account id should be known, and an ExternalId stand in the"
                  + " conditions.",
              "A new account of the organization that organization.json does not list yet.",
              "A workload's role moved from one service to another."),
          List.of(
              "Conditions are read, not decided: one that looks narrow and is not (a provider's"
                  + " subject with a leading `*`) passes as narrow; a bare `*` does not.",
              "Without an earlier document, an added service is not told from one that was there.",
              "Principals of the same account, and trust that a service opens by itself."),
          List.of(
              "Put the former document back (the trail or the estate has it).",
              "Look for AssumeRole calls on the role since: they name the account that used it.",
              "Follow the caller's session home; ask its owner about the change.",
              "List what the role may do: that is what was handed out."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html");

  /**
   * Choices.
   *
   * @param narrowedProviders whether a provider that a new role trusts under a condition on its
   *     subject is reported; such roles are everyday work
   */
  public record Settings(boolean narrowedProviders) {
    public static Settings defaults() {
      return new Settings(false);
    }
  }

  private static final Set<String> EXTERNAL_ID = Set.of("sts:externalid");

  private final Settings settings;
  private final Outside outside;
  private final Planned planned;

  public TrustPolicyOpened(Settings settings, Estate estate) {
    this.settings = settings;
    this.outside = new Outside(estate);
    this.planned = new Planned(estate);
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public @Nullable String key(Activity in) {
    var event = in.event();
    if (in.secondCopy()
        || !event.eventSource().equals("iam.amazonaws.com")
        || !event.succeeded()
        || !(event.eventName().equals("CreateRole")
            || event.eventName().equals("UpdateAssumeRolePolicy"))) {
      return null;
    }
    String role = event.request("roleName");
    return role == null ? null : Outside.own(in) + ":role/" + role;
  }

  @Override
  public Trust start(String key) {
    return Trust.NONE;
  }

  @Override
  public Step<Trust, Finding> fold(String key, Trust memory, Instant time, String id, Activity in) {
    boolean created = in.event().eventName().equals("CreateRole");
    Policy document =
        Documents.policy(
            key, in.event().request(created ? "assumeRolePolicyDocument" : "policyDocument"));
    if (document.opaque()) {
      return Step.of(memory);
    }
    Set<String> now = Trust.principals(document);
    Instant hour = time.truncatedTo(ChronoUnit.HOURS);
    boolean same = hour.equals(memory.hour());
    Evidence before = same ? memory.evidence() : Evidence.NONE;
    Finding held = same ? memory.worst() : null;
    List<Reason> why = new ArrayList<>();
    Severity worst = null;
    Set<String> former = created ? Set.of() : memory.principals();
    boolean known = created || memory.known();
    for (String added : new TreeSet<>(now)) {
      if (!former.contains(added)) {
        Opening opening = opening(added, document, Outside.own(in), created, known);
        if (opening != null) {
          why.add(opening.why());
          worst =
              worst == null || opening.severity().compareTo(worst) > 0 ? opening.severity() : worst;
        }
      }
    }
    if (worst == null) {
      return Step.of(new Trust(true, now, same ? hour : Instant.EPOCH, before, held));
    }
    if (!known) {
      why.add(
          Prose.reason("document before", "not in this trail", "what was added cannot be told"));
    }
    String role = key.substring(key.lastIndexOf('/') + 1);
    Act act =
        planned.weigh(
            new Act(
                key,
                Prose.ACTOR
                    + (created ? " created role " : " opened role ")
                    + Quote.plain(role)
                    + (created ? ", which trusts " : " to ")
                    + why.get(0).observed().values().get(0),
                worst,
                known ? Confidence.HIGH : Confidence.MEDIUM,
                why),
            in);
    Evidence evidence = before.and(in.event().id(), time);
    Instant raised = held == null ? time : held.raised();
    String name = FindingId.of(ABOUT.id(), hour, key);
    Finding finding =
        held != null && held.score() > Claim.score(act.severity(), act.confidence())
            ? held.with(evidence)
            : Claim.finding(ABOUT, name, act, in, evidence, raised);
    return Step.of(
        new Trust(true, now, hour, evidence, finding),
        new Out<>(name, time, hour.plus(1, ChronoUnit.HOURS), finding));
  }

  private record Opening(Severity severity, Reason why) {}

  private @Nullable Opening opening(
      String added, Policy document, String own, boolean created, boolean known) {
    String kind = added.substring(0, added.indexOf(' '));
    String value = added.substring(added.indexOf(' ') + 1);
    boolean conditional = isConditional(kind, value, document);
    return switch (kind) {
      case "AWS" -> account(value, own, isNarrowed(value, document), conditional);
      case "Federated" -> provider(value, created, conditional);
      case "Service" -> service(value, created, known);
      default ->
          new Opening(
              Severity.MEDIUM,
              Prose.reason("principal added", Quote.plain(added), outside.expected(own)));
    };
  }

  private @Nullable Opening account(
      String principal, String own, boolean narrowed, boolean conditional) {
    Outside.Party party = outside.aws(principal, own, narrowed);
    if (party == null) {
      return null;
    }
    Severity severity =
        switch (party.kind()) {
          case EVERYONE -> Severity.HIGH;
          case FOREIGN_ACCOUNT -> conditional ? Severity.MEDIUM : Severity.HIGH;
          case UNKNOWN_ACCOUNT -> conditional ? Severity.LOW : Severity.MEDIUM;
          case NARROWED_EVERYONE -> Severity.LOW;
        };
    String observed =
        party.kind() == Outside.Kind.EVERYONE
            ? "everyone (*)"
            : Quote.plain(principal) + (conditional ? ", with conditions" : ", without conditions");
    return new Opening(severity, Prose.reason("principal added", observed, outside.expected(own)));
  }

  private @Nullable Opening provider(String provider, boolean created, boolean conditional) {
    if (created && conditional && !settings.narrowedProviders()) {
      return null;
    }
    return new Opening(
        conditional ? Severity.LOW : Severity.MEDIUM,
        Prose.reason(
            "identity provider added",
            Quote.plain(provider) + (conditional ? "" : ", any of its subjects"),
            created ? "a condition on who of it may come in" : "no new provider"));
  }

  /**
   * A new role serves the service it was made for; an old one that begins to serve another is odd.
   */
  private static @Nullable Opening service(String service, boolean created, boolean known) {
    boolean strange = !ServicePrincipal.is(service) && !service.endsWith(".amazon.com");
    if (!strange && (created || !known)) {
      return null;
    }
    return new Opening(
        Severity.MEDIUM,
        Prose.reason(
            "service added",
            Quote.plain(service),
            strange ? "a service principal of AWS" : "the services the role served before"));
  }

  private static boolean isConditional(String kind, String value, Policy document) {
    return all(
        kind,
        value,
        document,
        s ->
            kind.equals("Federated")
                ? s.conditions().stream().anyMatch(TrustPolicyOpened::choosesSubject)
                : s.conditions().stream().anyMatch(each -> Documents.narrows(each, EXTERNAL_ID))
                    || Documents.isNarrowed(s));
  }

  /** A provider speaks for all its subjects; these keys choose among them. */
  private static boolean choosesSubject(Condition condition) {
    String key = Documents.key(condition);
    return Documents.mustHold(condition)
        && (key.endsWith(":sub") || key.endsWith(":amr") || key.equals("saml:aud"));
  }

  private static boolean isNarrowed(String value, Policy document) {
    return all("AWS", value, document, Documents::isNarrowed);
  }

  private static boolean all(
      String kind, String value, Policy document, Predicate<Statement> holds) {
    return TrustedPrincipal.of(document).stream()
        .filter(each -> Trust.name(each).equals(kind + " " + value))
        .allMatch(each -> holds.test(each.statement()));
  }
}
