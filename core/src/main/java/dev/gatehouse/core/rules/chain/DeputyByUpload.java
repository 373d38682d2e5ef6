package dev.gatehouse.core.rules.chain;

import dev.gatehouse.core.detect.About;
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
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.OpenReports;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.kit.Window;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.policy.aws.ServicePrincipal;
import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code deputy-by-upload}: a function makes calls outside its habit. */
public final class DeputyByUpload implements Detector<TriggerMemory> {
  private static final About ABOUT =
      new About(
          "deputy-by-upload",
          "Function makes unusual calls",
          "A function assumed a role, listed resources or read secrets, which it does not usually do."
              + " Code that parses what others upload can be made to call AWS for them, with the"
              + " permissions of the function's role.",
          Severity.HIGH,
          SignalCategory.WAY,
          List.of(Attack.of("T1648"), Attack.of("T1548.005"), Attack.of("T1190")),
          "A function makes the same few calls each time it runs; a call made on one day only is no"
              + " habit yet.",
          "Management events with reads. Data events of Lambda (Invoke by s3.amazonaws.com) say"
              + " that an object triggered it, which raises confidence; with those off it falls back to"
              + " the calls alone. For `learnDays` of its own history a function is silent.",
          "Make it do only what it does each day, with other content.",
          List.of(
              "A release that makes new calls: a change of the function's code that the trail shows"
                  + " is one step lower.",
              "A function that runs a rare branch: a monthly report, an error handler."),
          List.of(
              "Functions younger than `learnDays` in the trail, and those that make new calls all"
                  + " the time.",
              "Which object triggered it: only the invocation is joined, and by time.",
              "Changes of IAM by functions: `event-bus-pivot`."),
          List.of(
              "List what the function's role and the roles it assumed did in that hour.",
              "Find the invocation's input: the object or message that came in just before.",
              "Switch the trigger off (concurrency 0), revoke the role's sessions.",
              "Take sts:AssumeRole and reads that it does not need from its role."),
          "https://docs.aws.amazon.com/lambda/latest/dg/lambda-permissions.html");

  /**
   * Choices.
   *
   * @param memoryDays a call made within so many days is usual
   * @param learnDays history that a function needs before a call is new
   * @param triggerMinutes for how long after an invocation by an object calls count as triggered by
   *     it
   */
  public record Settings(int memoryDays, int learnDays, int triggerMinutes) {
    public Settings {
      Limit.range("memoryDays", memoryDays, 1, 365);
      Limit.range("learnDays", learnDays, 0, 90);
      Limit.range("triggerMinutes", triggerMinutes, 1, 60);
    }

    public static Settings defaults() {
      return new Settings(60, 7, 15);
    }
  }

  /** Days on which a call was made before it is a habit: one is what an intruder does. */
  static final int HABIT_DAYS = 2;

  private static final Measure UNUSUAL_CALLS =
      Measure.of("unusual-calls", "calls outside its habit", "the calls of its days before");

  private static final Measure TRIGGERED =
      Measure.of("triggered-by-object", "triggered by an object", "its usual trigger");

  private static final Measure CODE_CHANGED =
      Measure.of("code-changed", "code changed", "so the severity is lowered");

  private final Settings settings;
  private final ChangeWindows changeWindows;

  public DeputyByUpload(Setup setup) {
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
    this.changeWindows = new ChangeWindows(setup.estate());
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public @Nullable String key(Activity in) {
    if (in.secondCopy()) {
      return null;
    }
    String triggered = triggeredByObject(in.event());
    String function = triggered != null ? triggered : function(in);
    return function == null ? null : in.recordedIn() + "/" + function;
  }

  /** The function that an object triggered, by its name; null if the record does not say that. */
  private static @Nullable String triggeredByObject(TrailEvent event) {
    if (!event.is("lambda.amazonaws.com", "Invoke")
        || event.userIdentity().invokedBy() == null
        || !ServicePrincipal.service(event.userIdentity().invokedBy()).equals("s3")) {
      return null;
    }
    String name = event.request("functionName");
    return name == null ? null : name.substring(name.lastIndexOf(':') + 1);
  }

  /** The function that made a call with its own credential; null for all others. */
  static @Nullable String function(Activity in) {
    return in.lineage().origin().equals("service:lambda.amazonaws.com")
            && in.lineage().hops().size() == 1
            && !in.isByService()
        ? in.lineage().workload()
        : null;
  }

  @Override
  public TriggerMemory start(String key) {
    return TriggerMemory.NONE;
  }

  @Override
  public Step<TriggerMemory, Finding> fold(
      String key, TriggerMemory memory, Instant time, String id, Activity in) {
    TrailEvent event = in.event();
    if (triggeredByObject(event) != null) {
      return Step.of(memory.triggered(TriggerMemory.Trigger.of(in, false)));
    }
    String call = call(event);
    boolean isNew = memory.usual().isRare(call, time, settings.memoryDays(), HABIT_DAYS);
    boolean learning = memory.usual().isLearning(time, settings.learnDays());
    TriggerMemory now = memory.met(call, time).at(time);
    String kind = kind(event, call);
    if (learning || !isNew || kind == null) {
      return Step.of(now);
    }
    Set<String> kinds = now.with(kind);
    TriggerMemory.Trigger trigger =
        now.last(time.minus(settings.triggerMinutes(), ChronoUnit.MINUTES));
    OpenReports.Report report =
        now.open()
            .draft(ABOUT, Window.hour(time), key)
            .after(trigger == null ? Evidence.NONE : trigger.evidence())
            .newest(changeWindows.lower(match(in, kinds, trigger), in), in);
    return Step.of(now.with(report, kinds), report.out(time));
  }

  private static Match match(
      Activity in, Set<String> kinds, TriggerMemory.@Nullable Trigger trigger) {
    boolean assumes = kinds.stream().anyMatch(kind -> kind.startsWith("assume"));
    Optional<Cause> changed =
        in.lineage().causes().stream()
            .filter(cause -> cause.kind() == Cause.Kind.COMPUTE_CHANGED)
            .findFirst();
    Severity severity =
        assumes && kinds.size() > 1
            ? Severity.HIGH
            : assumes || kinds.size() > 2 ? Severity.MEDIUM : Severity.LOW;
    List<Reason> why = new ArrayList<>();
    why.add(Reason.of(UNUSUAL_CALLS, Quantity.count(new TreeSet<>(kinds))));
    if (trigger != null) {
      why.add(Reason.of(TRIGGERED, Quantity.time(trigger.time())));
    }
    changed.ifPresent(cause -> why.add(Reason.of(CODE_CHANGED, Quantity.time(cause.time()))));
    return new Match(
        "deputy",
        assumes
            ? Headline.of("{actor} assumed a role that it does not usually assume")
            : kinds.size() == 1
                ? Headline.of(
                    "{actor} called {}, which it does not usually do",
                    Quantity.text(kinds.iterator().next()))
                : Headline.of(
                    "{actor} made {} calls that it does not usually make",
                    Quantity.count(kinds.size())),
        changed.isPresent() ? severity.below() : severity,
        trigger != null ? Confidence.HIGH : Confidence.MEDIUM,
        why);
  }

  private static String call(TrailEvent event) {
    String call = event.eventSource().replaceFirst("\\..*", "") + ":" + event.eventName();
    return event.is("sts.amazonaws.com", "AssumeRole")
        ? call + " " + event.request("roleArn")
        : call;
  }

  /** What a new call means, in a few words; null for ordinary work. */
  private static @Nullable String kind(TrailEvent event, String call) {
    String name = event.eventName();
    return switch (event.eventSource()) {
      case "sts.amazonaws.com" ->
          name.equals("AssumeRole")
              ? "assume " + event.request("roleArn")
              : name.equals("GetCallerIdentity") ? call : null;
      case "secretsmanager.amazonaws.com", "ssm.amazonaws.com", "organizations.amazonaws.com" ->
          call;
      case "iam.amazonaws.com", "s3.amazonaws.com", "ec2.amazonaws.com", "rds.amazonaws.com" ->
          event.readOnly() && (name.startsWith("List") || name.startsWith("Describe"))
              ? call
              : null;
      default -> null;
    };
  }
}
