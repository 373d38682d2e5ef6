package dev.gatehouse.range;

import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.range.actor.Actors;
import dev.gatehouse.range.aws.AwsSimulator;
import dev.gatehouse.range.aws.Recorder;
import dev.gatehouse.range.campaign.Campaigns;
import dev.gatehouse.range.estate.EstateWriter;
import dev.gatehouse.range.lookalike.LookAlikes;
import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.org.OrganizationPlan;
import dev.gatehouse.range.scenario.CampaignRun;
import dev.gatehouse.range.scenario.LookAlikeRun;
import dev.gatehouse.range.simulation.ActivityRates;
import dev.gatehouse.range.simulation.Schedule;
import dev.gatehouse.range.simulation.Simulation;
import dev.gatehouse.range.truth.TruthWriter;
import dev.gatehouse.trail.write.DayWriter;
import dev.gatehouse.trail.write.RecordWriter;
import dev.gatehouse.trail.write.TrailWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Generates the trail, the estate and the truth of an organization under attack.
 *
 * <p>Into {@code out}: {@code trail/}, one file a day or in the layout of an S3 bucket, {@code
 * estate/}, {@code truth/}. Time runs forward once; memory holds the schedule, the live credentials
 * and the records of the next few hours, whatever the length of the window.
 */
public final class RangeGenerator {
  private RangeGenerator() {}

  /**
   * Generates.
   *
   * @throws IllegalArgumentException if an attack does not exist or {@code out} holds something
   *     already
   */
  public static RangeSummary generate(RangeOptions options, Path out, ProgressListener progress)
      throws IOException {
    return generate(options, out, progress, new TreeMap<>());
  }

  static RangeSummary generate(
      RangeOptions options, Path out, ProgressListener progress, Map<String, Set<String>> actions)
      throws IOException {
    Campaigns.check(options.attacks());
    refuseUsedFolder(out);
    Organization org =
        OrganizationPlan.make(options.seed(), options.accounts(), options.eventsPerDay());
    Schedule schedule = new Schedule(options.begin(), options.end());
    Path truthFolder = out.resolve("truth");
    RecordWriter trail = writer(options, out.resolve("trail"));
    try (TruthWriter truth = new TruthWriter(truthFolder)) {
      Recorder recorder =
          new Recorder(
              trail,
              truth,
              options.begin(),
              options.end(),
              options.lateness(),
              options.dataEvents(),
              actions);
      Simulation simulation =
          Simulation.of(
              options.seed(),
              org,
              schedule,
              new AwsSimulator(recorder, org),
              ActivityRates.of(options.eventsPerDay(), org));
      List<LookAlikeRun> lookAlikes;
      List<CampaignRun> campaigns;
      try (trail) {
        Actors.begin(simulation);
        lookAlikes = LookAlikes.begin(simulation);
        campaigns = Campaigns.begin(simulation, options.attacks());
        schedule.run(new Clock(options, trail, progress)::tick);
      }
      new EstateWriter(simulation, out.resolve("estate")).write();
      write(
          truthFolder.resolve("campaigns.json"),
          campaigns.stream().map(run -> run.truth(truth)).toList());
      write(
          truthFolder.resolve("lookalikes.json"),
          lookAlikes.stream().map(run -> run.truth(truth)).toList());
      write(truthFolder.resolve("roles.json"), EstateWriter.knownAnswers(org));
      RangeSummary summary =
          new RangeSummary(
              options,
              trail.records(),
              recorder.events(),
              truth.lineageLines(),
              trail.files(),
              org.people().size(),
              org.workloads().size(),
              recorder.identities());
      write(truthFolder.resolve("range.json"), summary.json());
      return summary;
    }
  }

  private static RecordWriter writer(RangeOptions options, Path folder) {
    Duration slot = options.slot();
    return slot == null ? new DayWriter(folder) : new TrailWriter(folder, Organization.ID, slot);
  }

  private static void refuseUsedFolder(Path out) throws IOException {
    if (Files.isDirectory(out)) {
      try (var entries = Files.list(out)) {
        if (entries.findAny().isPresent()) {
          throw new IllegalArgumentException(
              "The folder `" + out + "` is not empty: give a new one.");
        }
      }
    }
  }

  private static void write(Path file, Object value) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      JsonWriter.pretty(out, value);
    }
  }

  /** Closes files behind the time and tells the listener about each day. */
  private static final class Clock {
    private final RangeOptions options;
    private final RecordWriter trail;
    private final ProgressListener progress;

    Clock(RangeOptions options, RecordWriter trail, ProgressListener progress) {
      this.options = options;
      this.trail = trail;
      this.progress = progress;
    }

    void tick(Instant now) {
      trail.advance(now);
      Duration done = Duration.between(options.begin(), now);
      Duration all = Duration.ofDays(options.days());
      progress.at(Math.min(1, (double) done.toSeconds() / all.toSeconds()), trail.records());
    }
  }
}
