package dev.gatehouse.core.rules.evasion;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Calls;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.finding.Unit;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.kit.Actor;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.OpenReports;
import dev.gatehouse.core.rules.kit.Refusal;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.kit.Window;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code log-tampering}: logging or detection was stopped, deleted or narrowed. */
public final class LogTampering implements Detector<LogTampering.Memory> {
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

  /**
   * What is remembered of one account.
   *
   * @param buckets to which its trails deliver, at most {@value #BUCKETS_MAX}; further ones are not
   *     learnt
   * @param open the findings of the current hour
   */
  public record Memory(Set<String> buckets, OpenReports open) {
    static final int BUCKETS_MAX = 50;

    static final Memory NONE = new Memory(Set.of(), OpenReports.NONE);

    public Memory {
      buckets = Set.copyOf(buckets);
    }

    Memory at(Instant time) {
      return new Memory(buckets, open.at(time));
    }

    Memory deliveringTo(String bucket) {
      if (buckets.contains(bucket) || buckets.size() >= BUCKETS_MAX) {
        return this;
      }
      Set<String> more = new TreeSet<>(buckets);
      more.add(bucket);
      return new Memory(more, open);
    }

    Memory with(OpenReports.Report report) {
      return new Memory(buckets, open.with(report));
    }
  }

  private static final Measure CALL =
      Measure.of("call", "call", "logging and detection left as they are");

  private static final Measure RETENTION =
      Measure.of("log-retention", "how long the logs are kept from now on");

  private static final Measure OUTCOME =
      Measure.of("outcome", "outcome", "refused or failed, so the severity is lowered");

  private final Settings settings;
  private final ChangeWindows changeWindows;

  public LogTampering(Setup setup) {
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
    this.changeWindows = new ChangeWindows(setup.estate());
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Calls calls() {
    return Tampering.calls();
  }

  @Override
  public @Nullable String key(Activity in) {
    if (in.secondCopy() || in.isByService() || in.event().readOnly()) {
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
        ? in.recordedIn()
        : null;
  }

  @Override
  public Memory start(String key) {
    return Memory.NONE;
  }

  @Override
  public Instant expires(Memory memory) {
    return memory.buckets().isEmpty() ? memory.open().end() : Instant.MAX;
  }

  @Override
  public Step<Memory, Finding> fold(
      String key, Memory memory, Instant time, String id, Activity in) {
    Memory now = memory.at(time);
    String bucket = delivery(in.event());
    if (bucket != null) {
      now = now.deliveringTo(bucket);
    }
    Tampering tampering = Tampering.of(in.event(), settings, now.buckets());
    boolean failed = !in.event().succeeded();
    if (tampering == null || (failed && !settings.attemptsToo())) {
      return Step.of(now);
    }
    Match match = changeWindows.lower(match(tampering, in, failed), in);
    OpenReports.Report report =
        now.open().draft(ABOUT, Window.hour(time), key, match.subject()).gravest(match, in);
    return Step.of(now.with(report), report.out(time));
  }

  private Match match(Tampering tampering, Activity in, boolean failed) {
    TrailEvent event = in.event();
    boolean denied = Refusal.isDenied(event.errorCode());
    Severity severity =
        !failed ? tampering.severity() : denied ? tampering.severity().below() : Severity.LOW;
    List<Reason> why = new ArrayList<>();
    why.add(Reason.of(CALL, Quantity.text(event.call())));
    if (tampering.keepDays() > 0) {
      why.add(
          Reason.of(
              RETENTION,
              Quantity.of(Unit.DAYS, tampering.keepDays()),
              Quantity.atLeast(Unit.DAYS, settings.keepDaysMin())));
    }
    if (failed) {
      why.add(Reason.of(OUTCOME, Quantity.text(String.valueOf(event.errorCode()))));
    }
    return new Match(
        Actor.of(in) + "|" + tampering.what() + "|" + tampering.thing(),
        failed ? tampering.tried(denied) : tampering.done(),
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
}
