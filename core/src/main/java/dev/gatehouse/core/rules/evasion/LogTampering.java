package dev.gatehouse.core.rules.evasion;

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
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Planned;
import dev.gatehouse.core.rules.kit.Prose;
import dev.gatehouse.core.rules.kit.Refusal;
import dev.gatehouse.core.rules.kit.Who;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code log-tampering}: somebody makes the watchers see less. */
public final class LogTampering implements Detector<LogWatch> {
  private static final About ABOUT =
      new About(
          "log-tampering",
          "Logging or detection weakened",
          "A trail, flow log, detector or alarm was stopped, deleted, narrowed, or the place where its"
              + " records lie was. What comes next may not be recorded.",
          Severity.HIGH,
          SignalCategory.EVASION,
          List.of(Attack.of("T1685.002"), Attack.of("T1685")),
          "Logging is set up once and left alone.",
          "Management events. Which buckets hold logs comes from CreateTrail and UpdateTrail records,"
              + " from `logBuckets`, and from names with `cloudtrail` in them.",
          "Act in a region or service that was never logged.",
          List.of(
              "A trail that is replaced by an organization's trail.",
              "Clearing up of a test account by infrastructure code; put it into a planned change."),
          List.of(
              "A log bucket in another account whose trail records are older than the files read, with"
                  + " a name that does not tell.",
              "Changes to the keys that logs are encrypted with.",
              "Deletion of single log objects: those are data events."),
          List.of(
              "Switch it back on now: StartLogging, the former event selectors, the detector.",
              "Take the time between: for that gap look at sources the caller cannot reach (the"
                  + " organization's trail, flow logs, the services' own logs).",
              "Follow the caller's session home and see what it did before and after.",
              "Deny these calls to all but one role by a service control policy."),
          "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html");

  /**
   * Choices.
   *
   * @param keepDaysMin for a log bucket or group, expiry after fewer days is tampering
   * @param logBuckets names of buckets that hold logs; {@code *} matches anything
   * @param attemptsToo whether calls that failed are reported: one step lower if denied, low
   *     otherwise
   */
  public record Settings(int keepDaysMin, List<String> logBuckets, boolean attemptsToo) {
    public Settings {
      Limit.range("keepDaysMin", keepDaysMin, 1, 3650);
      logBuckets = List.copyOf(logBuckets);
    }

    public static Settings defaults() {
      return new Settings(30, List.of(), true);
    }
  }

  private final Settings settings;
  private final Planned planned;

  public LogTampering(Settings settings, Estate estate) {
    this.settings = settings;
    this.planned = new Planned(estate);
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public @Nullable String key(Activity in) {
    if (in.secondCopy() || Who.isService(in) || in.event().readOnly()) {
      return null;
    }
    // What happens to buckets depends on what was learnt of them, so all such calls come in.
    boolean bucket =
        in.event().eventSource().equals("s3.amazonaws.com")
            && (in.event().eventName().startsWith("PutBucket")
                || in.event().eventName().startsWith("DeleteBucket"));
    return bucket
            || delivery(in.event()) != null
            || Tampering.of(in.event(), settings, Set.of()) != null
        ? account(in)
        : null;
  }

  @Override
  public LogWatch start(String key) {
    return LogWatch.NONE;
  }

  @Override
  public Instant expires(LogWatch memory) {
    return memory.buckets().isEmpty() ? memory.end() : Instant.MAX;
  }

  @Override
  public Step<LogWatch, Finding> fold(
      String key, LogWatch memory, Instant time, String id, Activity in) {
    LogWatch watch = memory.at(time);
    String bucket = delivery(in.event());
    if (bucket != null) {
      watch = watch.deliveringTo(bucket);
    }
    Tampering tampering = Tampering.of(in.event(), settings, watch.buckets());
    boolean failed = !in.event().succeeded();
    if (tampering == null || (failed && !settings.attemptsToo())) {
      return Step.of(watch);
    }
    Act act = planned.weigh(act(tampering, in, failed), in);
    LogWatch.Held held = watch.held(act.subject());
    Evidence evidence = (held == null ? Evidence.NONE : held.evidence()).and(in.event().id(), time);
    String name = FindingId.of(ABOUT.id(), watch.hour(), key, act.subject());
    Finding finding =
        held != null && held.worst().score() >= Claim.score(act.severity(), act.confidence())
            ? held.worst().with(evidence)
            : Claim.finding(
                ABOUT, name, act, in, evidence, held == null ? time : held.worst().raised());
    watch = watch.with(new LogWatch.Held(act.subject(), evidence, finding));
    return Step.of(watch, new Out<>(name, time, watch.end(), finding));
  }

  private static Act act(Tampering tampering, Activity in, boolean failed) {
    TrailEvent event = in.event();
    boolean denied = Refusal.isDenied(event.errorCode());
    Severity severity =
        !failed ? tampering.severity() : denied ? Claim.below(tampering.severity()) : Severity.LOW;
    List<Reason> why = new ArrayList<>();
    why.add(
        Prose.reason(
            "call",
            Quote.plain(event.eventSource() + ":" + event.eventName()),
            "logging and detection left as they are"));
    if (failed) {
      why.add(
          Prose.reason(
              "outcome", Quote.plain(event.errorCode()), "tried and failed, so it is lower"));
    }
    return new Act(
        Who.actor(in) + "|" + tampering.what() + "|" + tampering.thing(),
        Prose.ACTOR + (failed ? " tried but failed: " : " ") + Quote.plain(tampering.words()),
        severity,
        Confidence.HIGH,
        why);
  }

  /** The bucket that a trail is set to deliver to. */
  private static @Nullable String delivery(TrailEvent event) {
    return event.eventSource().equals("cloudtrail.amazonaws.com")
            && (event.eventName().equals("CreateTrail") || event.eventName().equals("UpdateTrail"))
            && event.succeeded()
        ? event.request("s3BucketName")
        : null;
  }

  private static String account(Activity in) {
    String recipient = in.event().recipientAccountId();
    return recipient != null ? recipient : in.account();
  }
}
