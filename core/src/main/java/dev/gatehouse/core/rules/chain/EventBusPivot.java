package dev.gatehouse.core.rules.chain;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Calls;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.core.rules.kit.Actor;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.Documents;
import dev.gatehouse.core.rules.kit.ExternalPrincipals;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.OpenReports;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.kit.Tree;
import dev.gatehouse.core.rules.kit.Window;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.inventory.ResourcePolicy;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.trail.TrailEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code event-bus-pivot}: events sent to another account made a function there change IAM. */
public final class EventBusPivot implements Detector<TriggerMemory> {
  private static final About ABOUT =
      new About(
          "event-bus-pivot",
          "Pivot over an event bus",
          "Somebody put events on another account's bus, and soon a function of that account"
              + " changed IAM: made a user, key or role, or gave permissions. The function is a"
              + " deputy for whoever may write to the bus; no role was assumed.",
          Severity.HIGH,
          SignalCategory.WAY,
          List.of(Attack.of("T1648"), Attack.of("T1546"), Attack.of("T1136.003")),
          "A function that may change IAM is triggered by the same few senders to do the same few"
              + " things.",
          "Best with data events of EventBridge (PutEvents) in the sending account and management"
              + " events in the receiving one. With data events off it falls back to: a function"
              + " changes IAM in a way it did on one day at most, in an account whose bus lets"
              + " other accounts in by its policy (resource-policies in the estate). Without that"
              + " policy it is silent. For the first `learnDays` in which the account's buses or"
              + " functions are seen it is one step lower, unless the whole chain is there: a"
              + " foreign sender, and a function that made a credential of a user and gave"
              + " permissions. That needs no history.",
          "Wait longer than `windowMinutes` between the events and the change, where the function allows"
              + " it; or make it do what it often does.",
          List.of(
              "An account-vending or clean-up function that gets a new kind of order.",
              "A new team that begins to use a shared bus: its first order is reported.",
              "A function that makes users with keys to order, in its first days in the trail."),
          List.of(
              "Who of several senders triggered the function: all within the window are possible.",
              "Functions triggered through queues, topics or pipes behind the bus are joined by time"
                  + " only.",
              "Orders of a kind and by a sender that are known, with another content."),
          List.of(
              "Take away what the function made: users and keys first.",
              "Follow the sender's session home; look at what else it put on buses.",
              "Narrow the bus policy to the accounts and sources that need it.",
              "Give the function a permissions boundary; let it check who asks."),
          "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html");

  /**
   * Choices.
   *
   * @param windowMinutes how long after the sending an IAM change counts
   * @param memoryDays a call or sender met within so many days is usual
   * @param learnDays history that an account needs before a finding has its full severity
   */
  public record Settings(int windowMinutes, int memoryDays, int learnDays) {
    public Settings {
      Limit.range("windowMinutes", windowMinutes, 1, 120);
      Limit.range("memoryDays", memoryDays, 1, 365);
      Limit.range("learnDays", learnDays, 0, 90);
    }

    public static Settings defaults() {
      return new Settings(15, 60, 7);
    }
  }

  /** What a user can come in by. */
  private static final Set<String> CREDENTIALS =
      Set.of(
          "CreateAccessKey",
          "CreateLoginProfile",
          "CreateServiceSpecificCredential",
          "UpdateLoginProfile",
          "UploadSigningCertificate");

  /** What a user may do once in. */
  private static final Set<String> PERMISSIONS =
      Set.of(
          "AddUserToGroup",
          "AttachGroupPolicy",
          "AttachUserPolicy",
          "CreatePolicyVersion",
          "PutGroupPolicy",
          "PutUserPolicy",
          "SetDefaultPolicyVersion");

  /** How sure the sender is: another one may have sent unseen. */
  private static final double SENDER = Cause.LIKELY;

  /** How sure it is where others sent events too. */
  private static final double ONE_OF_SEVERAL = 0.5;

  private static final Measure NEW_SENDER =
      Measure.of("new-sender", "events sent before by", "a sender that was seen before");

  private static final Measure SENDER_BEFORE =
      Measure.of("events-sent-before", "events sent before by", "calls that follow as usual");

  private static final Measure DELAY =
      Measure.of("time-since-events", "time between events and change");

  private static final Measure OPEN_BUS =
      Measure.of(
          "open-event-bus",
          "senders are not recorded (data events are off); open bus",
          "a bus that other accounts cannot write to");

  private static final Measure CHANGES =
      Measure.of(
          "iam-changes-by-function",
          "changes of IAM by the function",
          "what this function did before");

  private static final Measure LEFT =
      Measure.of("left-behind", "what is left behind", "nothing that a sender could come in by");

  private final Settings settings;
  private final Estate estate;
  private final ChangeWindows changeWindows;

  public EventBusPivot(Setup setup) {
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
    this.estate = setup.estate();
    this.changeWindows = new ChangeWindows(setup.estate());
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Calls calls() {
    return Calls.of("events", "PutEvents").or(Calls.of("iam"));
  }

  @Override
  public @Nullable String key(Activity in) {
    if (in.secondCopy() || !in.event().succeeded()) {
      return null;
    }
    String bus = foreignBus(in);
    return bus != null ? bus : isChangeByFunction(in) ? in.account() : null;
  }

  /** The account on whose bus the record puts events, if it is another one. */
  private static @Nullable String foreignBus(Activity in) {
    if (!in.event().is("events.amazonaws.com", "PutEvents")) {
      return null;
    }
    for (Tree entry : Tree.of(in.event().requestParameters()).at("entries").items()) {
      String bus = entry.at("eventBusName").text();
      String account = bus == null ? "" : Arn.account(bus);
      if (!account.isEmpty() && !account.equals(in.account())) {
        return account;
      }
    }
    return null;
  }

  private static boolean isChangeByFunction(Activity in) {
    TrailEvent event = in.event();
    return event.eventSource().equals("iam.amazonaws.com")
        && !event.readOnly()
        && Objects.equals(DeputyByUpload.function(in), in.lineage().workload())
        && in.lineage().workload() != null;
  }

  @Override
  public TriggerMemory start(String key) {
    return TriggerMemory.NONE;
  }

  /** Sending comes before what it causes within one second. */
  @Override
  public int rank(Activity in) {
    return in.event().eventName().equals("PutEvents") ? 0 : 1;
  }

  @Override
  public Step<TriggerMemory, Finding> fold(
      String key, TriggerMemory memory, Instant time, String id, Activity in) {
    TrailEvent event = in.event();
    if (event.eventName().equals("PutEvents")) {
      String sender = "sender " + Actor.durable(in);
      boolean strange = isRare(memory, sender, time);
      return Step.of(memory.met(sender, time).triggered(TriggerMemory.Trigger.of(in, strange)));
    }
    TriggerMemory now = memory.at(time);
    String call = in.identity() + " " + event.eventName();
    boolean isNew = isRare(now, call, time) || !now.open().equals(OpenReports.NONE);
    Instant window = time.minus(settings.windowMinutes(), ChronoUnit.MINUTES);
    TriggerMemory.Trigger trigger = now.last(window);
    String open = trigger == null ? openBus(key) : null;
    boolean found = trigger != null ? isNew || trigger.strange() : isNew && open != null;
    TriggerMemory met = now.met(call, time);
    if (!found) {
      return Step.of(met);
    }
    boolean learning = now.usual().isLearning(time, settings.learnDays());
    Set<String> kinds = now.with(event.eventName());
    OpenReports.Report report =
        now.open()
            .draft(ABOUT, Window.hour(time), key, in.identity())
            .after(trigger == null ? Evidence.NONE : trigger.evidence())
            .newest(changeWindows.lower(match(kinds, trigger, open, learning, time), in), in);
    if (trigger != null) {
      Cause cause = sent(trigger, key, now.isUnambiguous(window));
      Finding alone = report.finding();
      report = new OpenReports.Report(alone.along(alone.lineage().causedBy(cause)), report.end());
    }
    return Step.of(met.with(report, kinds), report.out(time));
  }

  private boolean isRare(TriggerMemory memory, String name, Instant time) {
    return memory.usual().isRare(name, time, settings.memoryDays(), DeputyByUpload.HABIT_DAYS);
  }

  private static Cause sent(TriggerMemory.Trigger trigger, String account, boolean unambiguous) {
    return new Cause(
        Cause.Kind.EVENT_SENT,
        "the bus of " + account,
        trigger.eventId(),
        trigger.time(),
        trigger.identity(),
        trigger.accessKeyId(),
        unambiguous ? SENDER : ONE_OF_SEVERAL);
  }

  private static Match match(
      Set<String> kinds,
      TriggerMemory.@Nullable Trigger trigger,
      @Nullable String open,
      boolean learning,
      Instant time) {
    List<Reason> why = new ArrayList<>();
    if (trigger != null) {
      why.add(
          Reason.of(
              trigger.strange() ? NEW_SENDER : SENDER_BEFORE, Quantity.identity(trigger.by())));
      why.add(Reason.of(DELAY, Quantity.duration(Duration.between(trigger.time(), time))));
    } else {
      why.add(Reason.of(OPEN_BUS, Quantity.text(String.valueOf(open))));
    }
    why.add(Reason.of(CHANGES, Quantity.count(new TreeSet<>(kinds))));
    boolean lasting =
        trigger != null
            && kinds.stream().anyMatch(CREDENTIALS::contains)
            && kinds.stream().anyMatch(PERMISSIONS::contains);
    if (lasting) {
      why.add(Reason.of(LEFT, Quantity.text("a user's credential, with permissions given")));
    }
    boolean lower = learning && !lasting;
    Severity severity = trigger != null ? Severity.HIGH : Severity.MEDIUM;
    return new Match(
        "bus",
        trigger == null
            ? Headline.of("{actor} changed IAM; an event bus of its account is open to others")
            : Headline.of(
                "{actor} changed IAM after {} sent it events", Quantity.identity(trigger.by())),
        lower ? severity.below() : severity,
        trigger == null ? Confidence.LOW : lower ? Confidence.MEDIUM : Confidence.HIGH,
        why);
  }

  /** A bus of the account whose policy lets in other accounts; null if none is known. */
  private @Nullable String openBus(String account) {
    for (ResourcePolicy each : estate.inventory().resourcePolicies()) {
      Policy policy = each.policy();
      if (policy != null
          && each.service().equals("events")
          && Arn.account(each.arn()).equals(account)
          && Documents.grants(policy).stream()
              .flatMap(statement -> Documents.accounts(statement).stream())
              .anyMatch(name -> !account.equals(ExternalPrincipals.account(name)))) {
        return each.arn();
      }
    }
    return null;
  }
}
