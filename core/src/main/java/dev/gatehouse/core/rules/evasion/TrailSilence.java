package dev.gatehouse.core.rules.evasion;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingId;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.finding.Unit;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.trail.TrailEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code trail-silence}: an account or region that reported steadily stopped. */
public final class TrailSilence implements Detector<TrailSilence.Memory> {
  private static final About ABOUT =
      new About(
          "trail-silence",
          "Trail fell silent",
          "A region of an account that reported steadily has reported nothing for longer than its"
              + " own rhythm allows, while others went on. Its trail may be stopped, its records"
              + " kept from you.",
          Severity.HIGH,
          SignalCategory.EVASION,
          List.of(Attack.of("T1685.002"), Attack.of("T1685")),
          "An account in use always says something: services alone report every hour.",
          "Management events with reads, from all regions. Silence has no record: it is seen by a"
              + " witness, that is by the next record of another region of the account, by another"
              + " account's record of a role assumed there, or by its own first record after the"
              + " silence. For `learnDays` of history a region is not judged.",
          "Keep the trail running and filter what it selects; or be silent only as long as nights"
              + " and weekends are.",
          List.of(
              "A workload moved to another region, an account wound down.",
              "Files of some accounts or hours that were not read: look at the input first.",
              "An outage of CloudTrail's delivery: then many accounts fall silent at once."),
          List.of(
              "An account that falls silent as a whole and into which nobody is seen to assume a"
                  + " role is not missed until it speaks again.",
              "A region used now and then has no rhythm to break (under `sharePercentMin`).",
              "Single services taken out of a trail: `log-tampering`."),
          List.of(
              "Look at the trail now: GetTrailStatus, event selectors, the bucket's newest"
                  + " objects.",
              "Ask other sources for the gap: the organization's trail, flow logs, GuardDuty.",
              "Find who stopped it: StopLogging, DeleteTrail, PutEventSelectors are in the evidence"
                  + " where they were recorded.",
              "Treat what the account did before the silence as the beginning of the story."),
          "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-troubleshooting.html");

  /**
   * Choices.
   *
   * @param learnDays history that a region needs before it is judged
   * @param sharePercentMin share of hours with records from which on a region is steady
   * @param gapFactor silence is longer than so many times the longest one before
   * @param silenceHoursMin and longer than so many hours
   */
  public record Settings(int learnDays, int sharePercentMin, int gapFactor, int silenceHoursMin) {
    public Settings {
      Limit.range("learnDays", learnDays, 1, 90);
      Limit.range("sharePercentMin", sharePercentMin, 1, 100);
      Limit.range("gapFactor", gapFactor, 1, 20);
      Limit.range("silenceHoursMin", silenceHoursMin, 1, 720);
    }

    public static Settings defaults() {
      return new Settings(7, 25, 3, 12);
    }
  }

  private static final Measure SILENCE = Measure.of("hours-silent", "time without a record");

  private static final Measure LAST_RECORD = Measure.of("last-record", "last record before");

  private static final Measure LONGEST_BEFORE =
      Measure.of("longest-silence-before", "longest time without a record before");

  private static final Measure WITNESS =
      Measure.of("record-elsewhere", "recorded elsewhere", "records of the region as well");

  private static final Measure TRAIL_CHANGED =
      Measure.of("trail-changed", "trail stopped or narrowed", "a trail left alone");

  private static final Set<String> STOPS =
      Set.of("StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors");

  /**
   * What is remembered of one account: the rhythm of each region, at most {@value #REGIONS_MAX};
   * further ones are not watched.
   *
   * @param stopped when a trail was last stopped, deleted or narrowed from inside the account; the
   *     epoch if never
   */
  public record Memory(Map<String, Rhythm> regions, Instant stopped, String stoppedBy) {
    static final int REGIONS_MAX = 50;

    /** Nothing seen. */
    static final Memory NONE = new Memory(Map.of(), Instant.EPOCH, "");

    public Memory {
      regions = Map.copyOf(regions);
    }

    /** Whether a record of a region at that time adds nothing: its hour had one. */
    boolean hasHeard(String region, Instant time) {
      Rhythm old = regions.get(region);
      if (old == null) {
        return regions.size() >= REGIONS_MAX;
      }
      long hour = Math.floorDiv(time.getEpochSecond(), 3600L) * 3600;
      return hour <= old.last().getEpochSecond();
    }

    /** With a record of a region in the hour; the same where that hour had one. */
    Memory heard(String region, Instant time, String id) {
      if (hasHeard(region, time)) {
        return this;
      }
      Rhythm old = regions.get(region);
      Instant hour = time.truncatedTo(ChronoUnit.HOURS);
      Rhythm now =
          old == null
              ? new Rhythm(hour, time, id, 1, 0, false)
              : new Rhythm(
                  old.first(),
                  time,
                  id,
                  old.hours() + 1,
                  Math.max(old.gapHours(), hours(old.last(), hour) - 1),
                  false);
      return with(region, now);
    }

    Memory with(String region, Rhythm rhythm) {
      Map<String, Rhythm> more = new TreeMap<>(regions);
      more.put(region, rhythm);
      return new Memory(more, stopped, stoppedBy);
    }

    Memory stopped(Instant time, String id) {
      return new Memory(regions, time, id);
    }

    /** Hours that begin between two moments. */
    static long hours(Instant from, Instant to) {
      return Duration.between(from.truncatedTo(ChronoUnit.HOURS), to.truncatedTo(ChronoUnit.HOURS))
          .toHours();
    }
  }

  /**
   * How steadily one region of an account reports. In whole hours, so that it changes once an hour.
   *
   * @param first the first hour with a record
   * @param last the first record of the last hour with records
   * @param lastId its id
   * @param hours how many hours had records
   * @param gapHours the longest stretch without any
   * @param said whether its present silence has been said
   */
  public record Rhythm(
      Instant first, Instant last, String lastId, long hours, long gapHours, boolean said) {}

  private final Settings settings;

  public TrailSilence(Setup setup) {
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public @Nullable String key(Activity in) {
    String witnessed = witnessed(in.event());
    return witnessed != null ? witnessed : in.event().recipientAccountId();
  }

  /** The other account in which this record of ours must have left one, too. */
  private static @Nullable String witnessed(TrailEvent event) {
    if (event.sharedEventID() == null || !event.is("sts.amazonaws.com", "AssumeRole")) {
      return null;
    }
    String role = event.request("roleArn");
    String account = role == null || !event.succeeded() ? "" : Arn.account(role);
    return account.isEmpty() || account.equals(event.recipientAccountId()) ? null : account;
  }

  @Override
  public Memory start(String key) {
    return Memory.NONE;
  }

  @Override
  public Step<Memory, Finding> fold(
      String key, Memory memory, Instant time, String id, Activity in) {
    TrailEvent event = in.event();
    boolean own = witnessed(event) == null;
    String region = event.awsRegion();
    boolean stops =
        own
            && event.eventSource().equals("cloudtrail.amazonaws.com")
            && event.succeeded()
            && STOPS.contains(event.eventName());
    if (own && region != null && !stops && memory.hasHeard(region, time)) {
      return Step.of(memory); // this hour was looked at already
    }
    Memory now = stops ? memory.stopped(time, event.id()) : memory;
    Instant hour = time.truncatedTo(ChronoUnit.HOURS);
    List<Out<Finding>> outs = new ArrayList<>();
    for (Map.Entry<String, Rhythm> each : new TreeMap<>(now.regions()).entrySet()) {
      Rhythm rhythm = each.getValue();
      if (!rhythm.said() && isSilent(rhythm, hour)) {
        Finding finding = finding(key, each.getKey(), rhythm, now, in, time);
        outs.add(new Out<>(finding.id(), time, time, finding));
        now =
            now.with(
                each.getKey(),
                new Rhythm(
                    rhythm.first(),
                    rhythm.last(),
                    rhythm.lastId(),
                    rhythm.hours(),
                    rhythm.gapHours(),
                    true));
      }
    }
    if (own && region != null) {
      now = now.heard(region, time, event.id());
    }
    return new Step<>(now, outs);
  }

  private boolean isSilent(Rhythm rhythm, Instant hour) {
    long age = Memory.hours(rhythm.first(), rhythm.last()) + 1;
    boolean steady =
        age >= settings.learnDays() * 24L
            && rhythm.hours() * 100 >= age * settings.sharePercentMin();
    return steady && Memory.hours(rhythm.last(), hour) - 1 > allowed(rhythm);
  }

  private long allowed(Rhythm rhythm) {
    return Math.max(settings.silenceHoursMin(), rhythm.gapHours() * settings.gapFactor());
  }

  private static Quantity hours(long hours) {
    return Quantity.of(Unit.HOURS, (double) hours);
  }

  private Finding finding(
      String account, String region, Rhythm rhythm, Memory memory, Activity in, Instant time) {
    boolean stopped = !memory.stopped().isBefore(rhythm.last().minus(1, ChronoUnit.DAYS));
    Severity severity = stopped ? Severity.HIGH : Severity.MEDIUM;
    Confidence confidence = stopped ? Confidence.HIGH : Confidence.MEDIUM;
    boolean before = stopped && memory.stopped().isBefore(rhythm.last());
    Evidence evidence = Evidence.NONE;
    evidence = before ? evidence.and(memory.stoppedBy(), memory.stopped()) : evidence;
    evidence = evidence.and(rhythm.lastId(), rhythm.last());
    evidence = stopped && !before ? evidence.and(memory.stoppedBy(), memory.stopped()) : evidence;
    evidence = evidence.and(in.event().id(), time);
    List<Reason> why = new ArrayList<>();
    long silent = Memory.hours(rhythm.last(), time) - 1;
    why.add(
        Reason.of(SILENCE, hours(silent), Quantity.atMost(Unit.HOURS, (double) allowed(rhythm))));
    why.add(Reason.of(LAST_RECORD, Quantity.time(rhythm.last())));
    why.add(Reason.of(LONGEST_BEFORE, hours(rhythm.gapHours())));
    why.add(
        Reason.of(
            WITNESS,
            Quantity.text(
                in.event().call(),
                String.valueOf(in.event().awsRegion()),
                String.valueOf(in.event().recipientAccountId()))));
    if (stopped) {
      why.add(Reason.of(TRAIL_CHANGED, Quantity.time(memory.stopped())));
    }
    String who = "account:" + account;
    return new Finding(
        FindingId.of(ABOUT.id(), rhythm.last(), account, region),
        ABOUT.id(),
        ABOUT.category(),
        Headline.of(
            "{} sent no records from {} for {}",
            Quantity.identity(who),
            Quantity.text(region),
            hours(silent)),
        severity,
        confidence,
        who,
        who,
        account,
        time,
        evidence,
        in.lineage(),
        why,
        ABOUT.attack());
  }
}
