package dev.gatehouse.core.rules.persistence;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Calls;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.Documents;
import dev.gatehouse.core.rules.kit.ExternalPrincipals;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.OpenReports;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.kit.Window;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.policy.aws.ServicePrincipal;
import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.grant.TrustedPrincipal;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code trust-policy-opened}: a trust policy lets in a principal from outside. */
public final class TrustPolicyOpened implements Detector<TrustPolicyOpened.Memory> {
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

  /**
   * What is remembered of one role.
   *
   * @param known whether the trail has shown a trust policy yet
   * @param principals whom the last one let in, {@code <kind> <value>}, at most {@value
   *     #PRINCIPALS_MAX}; a policy that names more is remembered by the first of them in
   *     alphabetical order, so a later one may be reported although it was there before
   */
  public record Memory(boolean known, Set<String> principals, OpenReports open) {
    static final int PRINCIPALS_MAX = 200;

    static final Memory NONE = new Memory(false, Set.of(), OpenReports.NONE);

    public Memory {
      principals = Set.copyOf(principals);
    }

    Memory at(Instant time) {
      return new Memory(known, principals, open.at(time));
    }

    Memory trusting(Set<String> now) {
      return new Memory(true, now, open);
    }

    Memory with(OpenReports.Report report) {
      return new Memory(known, principals, open.with(report));
    }
  }

  private static final Measure DOCUMENT_BEFORE =
      Measure.of("document-before", "trust policy before", "so what was added cannot be told");

  private static final Set<String> EXTERNAL_ID = Set.of("sts:externalid");

  private final Settings settings;
  private final ExternalPrincipals external;
  private final ChangeWindows changeWindows;

  public TrustPolicyOpened(Setup setup) {
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
    this.external = new ExternalPrincipals(setup.estate());
    this.changeWindows = new ChangeWindows(setup.estate());
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Calls calls() {
    return Calls.of("iam", "CreateRole", "UpdateAssumeRolePolicy");
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
    return role == null ? null : in.recordedIn() + ":role/" + role;
  }

  @Override
  public Memory start(String key) {
    return Memory.NONE;
  }

  @Override
  public Step<Memory, Finding> fold(
      String key, Memory memory, Instant time, String id, Activity in) {
    boolean created = in.event().eventName().equals("CreateRole");
    Policy document =
        Documents.policy(
            key, in.event().request(created ? "assumeRolePolicyDocument" : "policyDocument"));
    if (document.opaque()) {
      return Step.of(memory);
    }
    Memory next = memory.at(time).trusting(principals(document));
    List<Reason> why = new ArrayList<>();
    Severity worst = null;
    Set<String> former = created ? Set.of() : memory.principals();
    boolean known = created || memory.known();
    for (String added : new TreeSet<>(next.principals())) {
      if (!former.contains(added)) {
        Opening opening = opening(added, document, in.recordedIn(), created, known);
        if (opening != null) {
          why.add(opening.why());
          worst =
              worst == null || opening.severity().compareTo(worst) > 0 ? opening.severity() : worst;
        }
      }
    }
    if (worst == null) {
      return Step.of(next);
    }
    if (!known) {
      why.add(Reason.of(DOCUMENT_BEFORE, Quantity.text("not in this trail")));
    }
    String role = key.substring(key.lastIndexOf('/') + 1);
    Match match =
        changeWindows.lower(
            new Match(
                key,
                Headline.of(
                    created
                        ? "{actor} created role {}, which trusts {}"
                        : "{actor} opened role {} to {}",
                    Quantity.text(role),
                    first(why.get(0).observed())),
                worst,
                known ? Confidence.HIGH : Confidence.MEDIUM,
                why),
            in);
    OpenReports.Draft draft = next.open().draft(ABOUT, Window.hour(time), key);
    Finding open = draft.open();
    boolean graver = open != null && open.score() > match.score();
    OpenReports.Report report = graver ? draft.gravest(match, in) : draft.newest(match, in);
    return Step.of(next.with(report), report.out(time));
  }

  private static Quantity first(Quantity principals) {
    return Quantity.values(principals.unit(), principals.values().subList(0, 1));
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
              external.reason(
                  "other-principal-added", "principal added", Quantity.text(value), own));
    };
  }

  private @Nullable Opening account(
      String principal, String own, boolean narrowed, boolean conditional) {
    ExternalPrincipals.Party party = external.aws(principal, own, narrowed);
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
    return new Opening(
        severity,
        external.reason(
            conditional ? "conditional-principal-added" : "principal-added",
            "principal added " + (conditional ? "with conditions" : "without conditions"),
            ExternalPrincipals.show(List.of(principal)),
            own));
  }

  private @Nullable Opening provider(String provider, boolean created, boolean conditional) {
    if (created && conditional && !settings.narrowedProviders()) {
      return null;
    }
    return new Opening(
        conditional ? Severity.LOW : Severity.MEDIUM,
        Reason.of(
            Measure.of(
                "identity-provider-added",
                "identity provider added" + (conditional ? "" : ", any of its subjects"),
                created ? "a condition on who of it may come in" : "no new provider"),
            Quantity.identity(provider)));
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
        Reason.of(
            Measure.of(
                "service-added",
                "service added",
                strange ? "a service principal of AWS" : "the services the role served before"),
            Quantity.text(service)));
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
        .filter(each -> name(each).equals(kind + " " + value))
        .allMatch(each -> holds.test(each.statement()));
  }

  /** The principals of a document, as they are remembered. */
  private static Set<String> principals(Policy document) {
    TreeSet<String> all = new TreeSet<>();
    TrustedPrincipal.of(document).forEach(each -> all.add(name(each)));
    while (all.size() > Memory.PRINCIPALS_MAX) {
      all.remove(all.last());
    }
    return all;
  }

  /** {@code <kind> <value>}; everyone but some is everyone. */
  private static String name(TrustedPrincipal principal) {
    return principal.everyoneElse()
        ? "AWS *"
        : principal.entry().type() + " " + principal.entry().value();
  }
}
