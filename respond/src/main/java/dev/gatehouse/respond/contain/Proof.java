package dev.gatehouse.respond.contain;

import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.catalogue.ActionCatalogue;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.decision.Decision;
import dev.gatehouse.policy.decision.DerivedContext;
import dev.gatehouse.policy.decision.Evaluator;
import dev.gatehouse.policy.decision.Outcome;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.principal.Caller;
import dev.gatehouse.respond.contain.SuspectHistory.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the policy engine says of the estate after a plan. Only what it denies explicitly, in the
 * very context of a credential, counts as closed: a grant that names one resource would look like a
 * denial on any other. What is not known counts as open.
 *
 * @param calls how many calls of the past were asked about
 * @param passing of them, those that would pass, or might: the first {@value #SHOWN_MAX}
 * @param passingCount how many there are
 * @param credentials what each credential that may still work can do afterwards
 * @param entries whether each way in is shut
 */
public record Proof(
    int calls,
    List<SuspectCall> passing,
    int passingCount,
    List<Verdict> credentials,
    List<Verdict> entries) {
  public static final int SHOWN_MAX = 20;

  /** Calls that AWS carries out whatever policies say, and that reach nothing. */
  private static final Policy DENIES_ALL = Policy.parse("deny", Deny.all());

  private static final Set<String> WHOLE_SERVICES = Set.of("iam", "sts", "organizations", "sso");

  /**
   * What stays open of one thing.
   *
   * @param what id of a credential, or the origin that comes in
   * @param principal ARN that it acts as
   * @param state closed, open or unknown
   * @param why one sentence
   */
  public record Verdict(String what, String principal, State state, String why) {}

  /** Whether something still works. */
  public enum State {
    CLOSED,
    OPEN,
    UNKNOWN
  }

  public Proof {
    passing = List.copyOf(passing);
    credentials = List.copyOf(credentials);
    entries = List.copyOf(entries);
  }

  /** Whether nothing is left open, as far as anybody can know. */
  public boolean isClosed() {
    return passingCount == 0 && open().isEmpty();
  }

  /** Credentials and ways in that are not closed. */
  public List<Verdict> open() {
    List<Verdict> open = new ArrayList<>(credentials);
    open.addAll(entries);
    open.removeIf(each -> each.state() == State.CLOSED);
    return open;
  }

  /** What a plan leaves of what a history tells. */
  static Proof of(Collection<Cut> cuts, SuspectHistory history, Inventory inventory, Instant at) {
    return new Prover(cuts, history, inventory, at).prove();
  }

  private static final class Prover {
    private final SuspectHistory history;
    private final Inventory after;
    private final Instant at;
    private final Set<String> disabled = new HashSet<>();
    private final List<String> probes;
    private final Map<String, Boolean> uncontrolled = new HashMap<>();

    /** By principal, session name and time of issue: what these have in common is decided once. */
    private final Map<List<@Nullable Object>, Verdict> decided = new HashMap<>();

    Prover(Collection<Cut> cuts, SuspectHistory history, Inventory inventory, Instant at) {
      this.history = history;
      this.at = at;
      Inventory changed = inventory;
      for (Cut cut : cuts) {
        for (Step step : cut.steps()) {
          changed = changed.apply(step.record(at));
        }
        if (cut.disables() != null) {
          disabled.add(cut.disables());
        }
      }
      this.after = changed;
      this.probes = probes(history);
    }

    Proof prove() {
      Map<String, HeldCredential> all = new HashMap<>();
      history.credentials().forEach(each -> all.put(each.id(), each));
      List<Verdict> credentials = new ArrayList<>();
      history.live(at).forEach(each -> credentials.add(verdict(each)));
      List<Verdict> entries = new ArrayList<>();
      history.entries().forEach(each -> entries.add(verdict(each)));
      List<SuspectCall> passing = new ArrayList<>();
      int passingCount = 0;
      List<SuspectCall> calls = history.calls();
      for (SuspectCall call : calls) {
        HeldCredential credential = all.get(call.credential());
        if (credential != null && passes(call, credential)) {
          passingCount++;
          if (passing.size() < SHOWN_MAX) {
            passing.add(call);
          }
        }
      }
      return new Proof(calls.size(), passing, passingCount, credentials, entries);
    }

    private boolean passes(SuspectCall call, HeldCredential credential) {
      return credential.isLive(at)
          && !disabled.contains(credential.id())
          && !isUncontrolled(call.call())
          && (credential.isRoot()
              || decide(credential, call.call()).outcome() != Outcome.EXPLICITLY_DENIED);
    }

    private Verdict verdict(HeldCredential held) {
      if (disabled.contains(held.id())) {
        return new Verdict(held.id(), held.principal(), State.CLOSED, "The key is turned off.");
      }
      if (held.isRoot()) {
        return new Verdict(held.id(), held.principal(), State.OPEN, "No policy binds root.");
      }
      List<@Nullable Object> same =
          java.util.Arrays.asList(
              held.principal(), held.sessionName(), held.issuedAt(), held.longTerm());
      Verdict one = decided.computeIfAbsent(same, key -> decideAll(held));
      return new Verdict(held.id(), held.principal(), one.state(), one.why());
    }

    private Verdict decideAll(HeldCredential held) {
      Set<String> open = new LinkedHashSet<>();
      Set<String> unknown = new LinkedHashSet<>();
      for (String action : probes) {
        if (!isUncontrolled(action)) {
          Decision decision = decide(held, action);
          if (decision.outcome() == Outcome.UNKNOWN) {
            unknown.addAll(decision.unknown());
          } else if (decision.outcome() != Outcome.EXPLICITLY_DENIED) {
            open.add(action);
          }
        }
      }
      if (!open.isEmpty()) {
        return new Verdict(
            held.id(),
            held.principal(),
            State.OPEN,
            "No Deny stands against "
                + open.iterator().next()
                + " and "
                + (open.size() - 1)
                + " more actions.");
      }
      if (!unknown.isEmpty()) {
        return new Verdict(
            held.id(),
            held.principal(),
            State.UNKNOWN,
            "It hangs on " + String.join(", ", unknown) + ", which nobody told.");
      }
      return new Verdict(
          held.id(),
          held.principal(),
          State.CLOSED,
          "Every one of " + probes.size() + " actions asked about is denied.");
    }

    private Decision decide(HeldCredential held, String action) {
      Caller caller =
          after.caller(held.sessionArn() == null ? held.principal() : held.sessionArn());
      if (caller.kind() == Caller.Kind.ROLE_SESSION) {
        caller = caller.withRoleArn(held.principal());
      } else if (caller.kind() == Caller.Kind.FEDERATED_USER) {
        caller = caller.withIssuer(held.principal());
      }
      Context.Builder keys = new Context.Builder().everythingElseUnknown();
      if (held.longTerm()) {
        keys.absent("aws:TokenIssueTime");
      } else if (held.issuedAt() != null) {
        keys.put("aws:TokenIssueTime", held.issuedAt().toString());
      }
      if (held.isRole() && held.sessionName() != null) {
        String id = after.role(held.principal()).map(role -> role.id()).orElse(null);
        keys.put("aws:userid", (id == null ? "AROA" : id) + ":" + held.sessionName());
      }
      return decide(caller, action, "*", keys.build());
    }

    private Decision decide(Caller caller, String action, String resource, Context keys) {
      return Evaluator.decideAlone(
          DerivedContext.derive(Request.of(caller, action, resource, keys), at.plusSeconds(1)),
          after.policies(caller, resource));
    }

    private boolean isUncontrolled(String action) {
      return uncontrolled.computeIfAbsent(
          action,
          name ->
              Evaluator.decideAlone(
                      Request.of(
                          Caller.parse("arn:aws:iam::123456789012:user/any"),
                          name,
                          "*",
                          Context.empty()),
                      PolicySet.builder().identity(DENIES_ALL).build())
                  .allowed());
    }

    private Verdict verdict(Entry entry) {
      String origin = entry.origin();
      return switch (OriginType.of(origin)) {
        case USER -> userEntry(entry);
        case SERVICE, IDENTITY_CENTER -> later(entry);
        case ACCOUNT -> comesIn(entry, "sts:AssumeRole", foreigner(entry), Context.empty());
        case FEDERATED -> subjectEntry(entry);
        case ROOT -> new Verdict(origin, entry.principal(), State.OPEN, "No policy binds root.");
        case UNKNOWN ->
            new Verdict(
                origin, entry.principal(), State.UNKNOWN, "How they came in is not in the trail.");
      };
    }

    /** Whoever holds no key that works and has no password does not come in as a user. */
    private Verdict userEntry(Entry entry) {
      String user = entry.origin();
      boolean keysOff =
          history.credentials().stream()
              .filter(each -> each.longTerm() && each.principal().equals(user))
              .allMatch(each -> disabled.contains(each.id()));
      boolean console =
          !entry.call().isEmpty()
              && after
                  .user(user)
                  .map(each -> each.console() == null || each.console())
                  .orElse(true);
      State state = keysOff && !console ? State.CLOSED : State.OPEN;
      String why =
          !keysOff
              ? "A key of the user still works."
              : console ? "The user may still sign in." : "Their keys are turned off.";
      return new Verdict(user, user, state, why);
    }

    /** A session that they would get an hour later. */
    private Verdict later(Entry entry) {
      String name = entry.origin().substring(entry.origin().lastIndexOf('/') + 1);
      boolean person = OriginType.of(entry.origin()) == OriginType.IDENTITY_CENTER;
      String session =
          Arn.sts(
              String.valueOf(Arn.partition(entry.principal())),
              Arn.account(entry.principal()),
              "assumed-role/"
                  + entry.principal().substring(entry.principal().lastIndexOf('/') + 1)
                  + "/"
                  + (person ? name : "another"));
      Verdict verdict =
          decideAll(
              new HeldCredential(
                  entry.origin(),
                  null,
                  entry.principal(),
                  session,
                  false,
                  at.plus(Duration.ofHours(1)),
                  null));
      return new Verdict(entry.origin(), entry.principal(), verdict.state(), verdict.why());
    }

    private Verdict subjectEntry(Entry entry) {
      ProviderSubject parts = ProviderSubject.of(entry, after);
      if (parts == null) {
        return new Verdict(
            entry.origin(), entry.principal(), State.UNKNOWN, "The subject is not known.");
      }
      String provider =
          parts.provider() == null
              ? Arn.iam("aws", Arn.account(entry.principal()), "saml-provider/any")
              : parts.provider();
      String action =
          parts.key().equals("saml:sub")
              ? "sts:AssumeRoleWithSAML"
              : "sts:AssumeRoleWithWebIdentity";
      return comesIn(
          entry,
          action,
          Caller.federated(provider),
          new Context.Builder().everythingElseUnknown().put(parts.key(), parts.subject()).build());
    }

    private static Caller foreigner(Entry entry) {
      String account = entry.origin().substring("account:".length());
      return Caller.parse(
          Arn.iam(String.valueOf(Arn.partition(entry.principal())), account, "role/any"));
    }

    private Verdict comesIn(Entry entry, String action, Caller caller, Context keys) {
      Decision decision = decide(caller, action, entry.principal(), keys);
      boolean shut = decision.outcome() == Outcome.EXPLICITLY_DENIED;
      return new Verdict(
          entry.origin(),
          entry.principal(),
          shut ? State.CLOSED : decision.outcome() == Outcome.UNKNOWN ? State.UNKNOWN : State.OPEN,
          shut
              ? "The trust policy denies it."
              : decision.outcome() == Outcome.UNKNOWN
                  ? "It hangs on " + String.join(", ", decision.unknown()) + ", which nobody told."
                  : "The trust policy does not deny it.");
    }

    /** One action of every service, all of those that give rights, and what they did. */
    private static List<String> probes(SuspectHistory history) {
      Map<String, String> probes = new LinkedHashMap<>();
      ActionCatalogue aws = ActionCatalogue.aws();
      for (String service : aws.services()) {
        for (ActionCatalogue.Action action : aws.actions(service)) {
          probes.putIfAbsent(
              WHOLE_SERVICES.contains(service) ? action.name() : service, action.name());
        }
      }
      history.calls().forEach(call -> probes.putIfAbsent(call.call(), call.call()));
      return List.copyOf(probes.values());
    }
  }
}
