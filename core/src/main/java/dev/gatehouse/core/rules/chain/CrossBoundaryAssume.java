package dev.gatehouse.core.rules.chain;

import dev.gatehouse.core.baseline.feature.RoleAssumption;
import dev.gatehouse.core.baseline.statistics.Statistics;
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
import dev.gatehouse.core.finding.Unit;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.OpenReports;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.kit.TrustMapLookup;
import dev.gatehouse.core.rules.kit.Window;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.estate.Answer;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.Person;
import dev.gatehouse.estate.PlannedChange;
import dev.gatehouse.estate.intent.Documented;
import dev.gatehouse.estate.intent.Documented.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code cross-boundary-assume}: a role assumed over a boundary that nobody wrote down. */
public final class CrossBoundaryAssume implements Detector<CrossBoundaryAssume.Memory> {
  private static final About ABOUT =
      new About(
          "cross-boundary-assume",
          "Role assumed over a boundary",
          "Somebody assumed a role over a boundary of the organization on a way that nobody"
              + " documented: from another account, from a lower environment into production, or as a"
              + " contractor outside the own business unit. Or an exception was used after its end.",
          Severity.HIGH,
          SignalCategory.WAY,
          List.of(Attack.of("T1078.004"), Attack.of("T1199"), Attack.of("T1550.001")),
          "Ways between accounts are few, meant, and written down; an exception has an end.",
          "Management events of STS; trust.yaml of the estate for what is documented, tags of the"
              + " accounts for environment and business unit, people.yaml for contractors,"
              + " approved changes that name who and where. Without"
              + " trust.yaml what counts is a pair of accounts that is new after a week of history, and"
              + " what the tags say of it.",
          "Stay within one account, or take documented ways only: a documented way that leads on from"
              + " another is as good.",
          List.of(
              "A new integration whose edge was not added to trust.yaml yet: add it.",
              "An emergency: break-glass ways are better documented, or announced as a change.",
              "A contractor who is lent to another unit for a time: write an exception with an end."),
          List.of(
              "Ways within one account.",
              "Employees who sign in to another unit's accounts: only contractors are held to theirs.",
              "Without trust.yaml: pairs of accounts that were used before the attack, and the first"
                  + " week of a source account.",
              "A documented way used by the wrong hand: the other detections look at the hand."),
          List.of(
              "Read the line of trust.yaml that is named, or the lack of one: ask the owner of the"
                  + " target what the way is for.",
              "Read the target's trust policy and who changed it last.",
              "Look at what was done in the session that was obtained.",
              "If it is meant, document it; if not, take the source out of the trust policy and revoke"
                  + " the session."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/tutorial_cross-account-with-roles.html");

  /**
   * Thresholds.
   *
   * @param daysMin days on which a source was seen before novelty means anything, without a map
   */
  public record Settings(int daysMin) {
    public Settings {
      Limit.range("daysMin", daysMin, 1, 30);
    }

    public static Settings defaults() {
      return new Settings(7);
    }
  }

  /** What is remembered of one source account or contractor, and the findings of the day. */
  public record Memory(AssumedEdges edges, OpenReports open) {
    /** Nothing seen. */
    static final Memory NONE = new Memory(AssumedEdges.NONE, OpenReports.NONE);

    Memory at(Instant time) {
      return new Memory(edges.at(time), open.at(time));
    }
  }

  private static final Measure NEW_EDGES =
      Measure.of(
          "new-edges",
          "new edges from there in " + AssumedEdges.KEPT_DAYS + " days",
          "uses of any edge");

  private static final Measure ENVIRONMENT =
      Measure.of("environments", "environments, from and to", "not from a lower one");

  private static final Measure UNIT =
      Measure.of("business-units", "business units, from and to", "the same one");

  /** A contractor who uses an undocumented edge again after so long is reported again. */
  private static final Duration REMINDER = Duration.ofDays(7);

  private static final Set<String> LOWER =
      Set.of("dev", "development", "test", "testing", "qa", "sandbox", "ci", "staging", "stage");

  private final Settings settings;
  private final Estate estate;
  private final ChangeWindows changeWindows;
  private final TrustMapLookup trustMap;

  public CrossBoundaryAssume(Setup setup) {
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
    this.estate = setup.estate();
    this.changeWindows = new ChangeWindows(setup.estate());
    this.trustMap = new TrustMapLookup(setup.estate());
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Calls calls() {
    return Calls.assumingRoles();
  }

  @Override
  public @Nullable String key(Activity in) {
    String role = RoleAssumption.target(in.event());
    if (role == null || in.secondCopy() || in.isByService()) {
      return null;
    }
    if (!in.event().eventName().equals("AssumeRole")) {
      return contractor(in, role).map(person -> "person " + person.identity()).orElse(null);
    }
    return in.account().equals(RoleAssumption.account(role)) ? null : "account " + in.account();
  }

  /** The contractor that signs in to an account of a unit other than the own. */
  private Optional<Person> contractor(Activity in, String role) {
    String name = in.event().request("roleSessionName");
    Optional<String> unit =
        Optional.ofNullable(RoleAssumption.account(role)).flatMap(estate::businessUnit);
    return name == null || unit.isEmpty()
        ? Optional.empty()
        : estate
            .person(name)
            .filter(Person::contractor)
            .filter(person -> person.bu() != null && !person.bu().equals(unit.get()));
  }

  @Override
  public Memory start(String key) {
    return Memory.NONE;
  }

  @Override
  public Instant expires(Memory memory) {
    Instant last = memory.edges().last();
    return last.equals(Instant.MIN) ? last : last.plus(AssumedEdges.FORGOTTEN);
  }

  @Override
  public Step<Memory, Finding> fold(
      String key, Memory memory, Instant time, String id, Activity in) {
    String role = String.valueOf(RoleAssumption.target(in.event()));
    Memory now = memory.at(time);
    AssumedEdges before = now.edges();
    Documented documented = trustMap.edge(in, role);
    boolean signIn = key.startsWith("person ");
    boolean mapped = !signIn && documented.status() != Status.UNKNOWN;
    String edge =
        mapped ? in.identity() + " to " + role : String.valueOf(RoleAssumption.account(role));
    AssumedEdges after = before.took(edge, time);
    Match match =
        isApproved(in)
            ? null
            : signIn
                ? signIn(in, role, documented, before, edge)
                : judge(in, role, documented, before, edge);
    if (match == null) {
      return Step.of(new Memory(after, now.open()));
    }
    OpenReports.Report report =
        now.open()
            .draft(ABOUT, Window.day(time), key, signIn ? key : in.identity())
            .gravest(changeWindows.lower(match, in), in);
    return Step.of(new Memory(after, now.open().with(report)), report.out(time));
  }

  /** A change that names both who acts and where is a temporary exception by another name. */
  private boolean isApproved(Activity in) {
    return changeWindows
        .change(in)
        .filter(change -> !change.accounts().isEmpty() && !change.identities().isEmpty())
        .isPresent();
  }

  private @Nullable Match signIn(
      Activity in, String role, Documented documented, AssumedEdges before, String edge) {
    boolean expired = documented.status() == Status.EXPIRED_EXCEPTION;
    if (documented.status() == Status.DOCUMENTED
        || (!expired && before.knows(edge, in.event().time().minus(REMINDER)))) {
      return null;
    }
    Person person = contractor(in, role).orElseThrow();
    String account = String.valueOf(RoleAssumption.account(role));
    boolean unmapped = documented.status() == Status.UNKNOWN;
    return new Match(
        edge,
        Headline.of(
            "{}, contractor of {}, signed in to {} of {}",
            Quantity.identity(person.identity()),
            Quantity.text(String.valueOf(person.bu())),
            Quantity.account(account),
            Quantity.text(unit(account))),
        unmapped ? Severity.MEDIUM : Severity.HIGH,
        unmapped ? Confidence.HIGH : Confidence.MEDIUM,
        List.of(
            map(documented),
            Reason.of(UNIT, Quantity.text(String.valueOf(person.bu()), unit(account))),
            novelty(before)));
  }

  private @Nullable Match judge(
      Activity in, String role, Documented documented, AssumedEdges before, String edge) {
    boolean fresh = !before.knows(edge, Instant.MIN);
    String from = in.account();
    String to = String.valueOf(RoleAssumption.account(role));
    boolean up = LOWER.contains(environment(from)) && environment(to).startsWith("prod");
    boolean unit = !unit(from).equals(unit(to)) && !unit(from).isEmpty() && !unit(to).isEmpty();
    boolean foreign = estate.isOwnAccount(from) == Answer.NO;
    // A partner is connected while somebody of the organization works on it.
    Optional<PlannedChange> connecting =
        foreign ? estate.changeIn(to, in.event().time()) : Optional.empty();
    List<Reason> why = new ArrayList<>();
    why.add(map(documented));
    if (up) {
      why.add(Reason.of(ENVIRONMENT, Quantity.text(environment(from), environment(to))));
    }
    if (unit) {
      why.add(Reason.of(UNIT, Quantity.text(unit(from), unit(to))));
    }
    why.add(novelty(before));
    connecting.ifPresent(change -> why.add(ChangeWindows.why(change)));
    return switch (documented.status()) {
      case DOCUMENTED -> null;
      case EXPIRED_EXCEPTION ->
          new Match(
              edge,
              title(role, "on an exception that has ended"),
              Severity.MEDIUM,
              Confidence.HIGH,
              why);
      case TOO_DEEP ->
          fresh
              ? new Match(
                  edge,
                  title(role, "by a longer role chain than documented"),
                  Severity.LOW,
                  Confidence.MEDIUM,
                  why)
              : null;
      case UNDOCUMENTED ->
          fresh
              ? new Match(
                  edge,
                  title(role, "which the trust map does not have"),
                  up
                      ? Severity.HIGH
                      : connecting.isEmpty() && (unit || foreign) ? Severity.MEDIUM : Severity.LOW,
                  Confidence.MEDIUM,
                  why)
              : null;
      case UNKNOWN ->
          fresh && before.days() >= settings.daysMin()
              ? new Match(
                  edge,
                  title(role, "new between these two accounts"),
                  up ? Severity.MEDIUM : Severity.LOW,
                  Confidence.LOW,
                  why)
              : null;
    };
  }

  private static Headline title(String role, String how) {
    return Headline.of("{actor} assumed {}, " + how, Quantity.identity(role));
  }

  /** What the trust map has of the edge. */
  private static Reason map(Documented documented) {
    Measure measure =
        Measure.of(
            "trust-map-" + documented.status().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            "trust map",
            documented.edge() == null ? "a documented edge" : "the documented edge");
    Quantity observed =
        Quantity.text(
            switch (documented.status()) {
              case DOCUMENTED -> "documented";
              case TOO_DEEP -> "a longer chain than documented";
              case EXPIRED_EXCEPTION -> "exception over";
              case UNDOCUMENTED -> "nothing documented";
              case UNKNOWN -> "there is none";
            });
    if (documented.edge() == null) {
      return Reason.of(measure, observed);
    }
    List<String> place = new ArrayList<>();
    place.add(documented.edge().file() + " line " + documented.edge().line());
    if (documented.edge().until() != null) {
      place.add("until " + documented.edge().until());
    }
    return Reason.of(measure, observed, Quantity.values(Unit.TEXT, place));
  }

  private static Reason novelty(AssumedEdges before) {
    return Reason.of(NEW_EDGES, Quantity.count(before.novel()), Quantity.count(before.uses()))
        .unlikely(before.uses() > 0 ? Statistics.bits(Math.log(before.novelty())) : Double.NaN);
  }

  private String environment(String account) {
    return estate.environment(account).orElse("");
  }

  private String unit(String account) {
    return estate.businessUnit(account).orElse("");
  }
}
