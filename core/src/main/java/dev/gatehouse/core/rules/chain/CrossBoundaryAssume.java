package dev.gatehouse.core.rules.chain;

import dev.gatehouse.core.baseline.feature.RoleAssumption;
import dev.gatehouse.core.baseline.statistics.Statistics;
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
import dev.gatehouse.core.rules.kit.Actor;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Prose;
import dev.gatehouse.core.rules.kit.TrustMapLookup;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.estate.Answer;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.Person;
import dev.gatehouse.estate.PlannedChange;
import dev.gatehouse.estate.intent.Documented;
import dev.gatehouse.estate.intent.Documented.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code cross-boundary-assume}: a role assumed over a boundary that nobody wrote down. */
public final class CrossBoundaryAssume implements Detector<Crossings> {
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

  /** Who comes back to a way that nobody documented after so long is told again. */
  private static final Duration REMINDER = Duration.ofDays(7);

  private static final Set<String> LOWER =
      Set.of("dev", "development", "test", "testing", "qa", "sandbox", "ci", "staging", "stage");

  private final Settings settings;
  private final Estate estate;
  private final ChangeWindows changeWindows;
  private final TrustMapLookup trustMap;

  public CrossBoundaryAssume(Settings settings, Estate estate) {
    this.settings = settings;
    this.estate = estate;
    this.changeWindows = new ChangeWindows(estate);
    this.trustMap = new TrustMapLookup(estate);
  }

  @Override
  public About about() {
    return ABOUT;
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
  public Crossings start(String key) {
    return Crossings.NONE;
  }

  @Override
  public Instant expires(Crossings memory) {
    Instant last = memory.last();
    return last.equals(Instant.MIN) ? last : last.plus(Crossings.FORGOTTEN);
  }

  @Override
  public Step<Crossings, Finding> fold(
      String key, Crossings memory, Instant time, String id, Activity in) {
    String role = String.valueOf(RoleAssumption.target(in.event()));
    Crossings before = memory.at(time);
    Documented documented = trustMap.way(in, role);
    boolean signIn = key.startsWith("person ");
    boolean mapped = !signIn && documented.status() != Status.UNKNOWN;
    String way =
        mapped ? in.identity() + " to " + role : String.valueOf(RoleAssumption.account(role));
    Crossings after = before.took(way, time);
    Match match =
        isApproved(in)
            ? null
            : signIn
                ? signIn(in, role, documented, before, way)
                : judge(in, role, documented, before, way);
    if (match == null) {
      return Step.of(after);
    }
    String who = signIn ? key : in.identity();
    Crossings.Said said = before.said(who);
    Evidence evidence = (said == null ? Evidence.NONE : said.evidence()).and(in.event().id(), time);
    String name = FindingId.of(ABOUT.id(), time.truncatedTo(ChronoUnit.DAYS), key, who);
    Instant raised = said == null ? time : said.finding().raised();
    Finding finding = changeWindows.lower(match, in).finding(ABOUT, name, in, evidence, raised);
    Finding told =
        said == null || finding.score() > said.finding().score()
            ? finding
            : said.finding().with(evidence);
    Crossings.Said more = new Crossings.Said(who, told, evidence);
    return Step.of(after.with(more), new Out<>(name, time, more.end(), told));
  }

  /** A change that names both who acts and where is a temporary exception by another name. */
  private boolean isApproved(Activity in) {
    return changeWindows
        .change(in)
        .filter(change -> !change.accounts().isEmpty() && !change.identities().isEmpty())
        .isPresent();
  }

  private @Nullable Match signIn(
      Activity in, String role, Documented documented, Crossings before, String way) {
    boolean expired = documented.status() == Status.EXPIRED_EXCEPTION;
    if (documented.status() == Status.DOCUMENTED
        || (!expired && before.knows(way, in.event().time().minus(REMINDER)))) {
      return null;
    }
    Person person = contractor(in, role).orElseThrow();
    String title =
        "contractor "
            + Quote.plain(person.identity())
            + " of "
            + Quote.plain(String.valueOf(person.bu()))
            + " signed in to "
            + place(String.valueOf(RoleAssumption.account(role)));
    return new Match(
        way,
        title,
        documented.status() == Status.UNKNOWN ? Severity.MEDIUM : Severity.HIGH,
        documented.status() == Status.UNKNOWN ? Confidence.HIGH : Confidence.MEDIUM,
        why(documented, before, "the own unit"));
  }

  private @Nullable Match judge(
      Activity in, String role, Documented documented, Crossings before, String way) {
    boolean fresh = !before.knows(way);
    String from = in.account();
    String to = String.valueOf(RoleAssumption.account(role));
    boolean up = LOWER.contains(environment(from)) && environment(to).startsWith("prod");
    boolean unit = !unit(from).equals(unit(to)) && !unit(from).isEmpty() && !unit(to).isEmpty();
    boolean foreign = estate.isOwnAccount(from) == Answer.NO;
    // A partner is connected while somebody of the house works on it.
    Optional<PlannedChange> connecting =
        foreign ? estate.changeIn(to, in.event().time()) : Optional.empty();
    String title =
        Prose.ACTOR + " went from " + place(from) + " to " + Actor.name(role) + " in " + place(to);
    List<Reason> why =
        why(documented, before, up ? "not from a lower environment" : "a documented way");
    connecting.ifPresent(change -> why.add(ChangeWindows.why(change)));
    return switch (documented.status()) {
      case DOCUMENTED -> null;
      case EXPIRED_EXCEPTION ->
          new Match(
              way, title + " on an exception that is over", Severity.MEDIUM, Confidence.HIGH, why);
      case TOO_DEEP ->
          fresh
              ? new Match(way, title + " by too long a chain", Severity.LOW, Confidence.MEDIUM, why)
              : null;
      case UNDOCUMENTED ->
          fresh
              ? new Match(
                  way,
                  title + ", which nobody documented",
                  up
                      ? Severity.HIGH
                      : connecting.isEmpty() && (unit || foreign) ? Severity.MEDIUM : Severity.LOW,
                  Confidence.MEDIUM,
                  why)
              : null;
      case UNKNOWN ->
          fresh && before.days() >= settings.daysMin()
              ? new Match(
                  way,
                  title + ", a pair of accounts not seen before",
                  up ? Severity.MEDIUM : Severity.LOW,
                  Confidence.LOW,
                  why)
              : null;
    };
  }

  private static List<Reason> why(Documented documented, Crossings before, String expected) {
    List<Reason> why = new ArrayList<>();
    why.add(
        Prose.reason(
            "trust map",
            switch (documented.status()) {
              case DOCUMENTED -> "documented";
              case TOO_DEEP -> "longer than documented";
              case EXPIRED_EXCEPTION -> "exception over";
              case UNDOCUMENTED -> "nothing documented";
              case UNKNOWN -> "there is none";
            },
            documented.edge() == null
                ? expected
                : Quote.plain(
                    documented.edge().file()
                        + " line "
                        + documented.edge().line()
                        + (documented.edge().until() == null
                            ? ""
                            : ", until " + documented.edge().until()))));
    why.add(
        Prose.reason(
                "new ways out of there",
                before.novel() + " in " + before.uses() + " uses on " + before.days() + " days",
                "the last 30 days count")
            .unlikely(
                before.uses() > 0 ? Statistics.bits(Math.log(before.novelty())) : Double.NaN));
    return why;
  }

  private String place(String account) {
    String words = (environment(account) + " " + unit(account)).strip();
    return Quote.plain(account) + (words.isEmpty() ? "" : " (" + Quote.plain(words) + ")");
  }

  private String environment(String account) {
    return estate.environment(account).orElse("");
  }

  private String unit(String account) {
    return estate.businessUnit(account).orElse("");
  }
}
