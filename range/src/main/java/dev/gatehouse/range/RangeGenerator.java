package dev.gatehouse.range;

import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.range.actor.Cast;
import dev.gatehouse.range.call.Desk;
import dev.gatehouse.range.call.Recorder;
import dev.gatehouse.range.campaign.Campaigns;
import dev.gatehouse.range.estate.EstateWriter;
import dev.gatehouse.range.lookalike.LookAlikes;
import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.org.OrganizationPlan;
import dev.gatehouse.range.sim.Agenda;
import dev.gatehouse.range.sim.World;
import dev.gatehouse.range.truth.TruthWriter;
import dev.gatehouse.trail.TrailWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Generates the trail, the estate and the truth of an organization under attack.
 *
 * <p>Into {@code out}: {@code trail/} in the layout of an S3 bucket, {@code estate/}, {@code
 * truth/}. Time is played forward once; memory holds the agenda, the live credentials and the
 * records of the next few hours, whatever the length of the window.
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
    refuseUsedFolder(out);
    Organization org =
        OrganizationPlan.make(options.seed(), options.accounts(), options.eventsPerDay());
    Path truthFolder = out.resolve("truth");
    Agenda agenda = new Agenda(options.begin(), options.end());
    TrailWriter trail = new TrailWriter(out.resolve("trail"), Organization.ID, options.slot());
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
      World world =
          World.of(options.seed(), org, agenda, Desk.of(recorder, org), Rate.of(options, org));
      LookAlikes lookAlikes;
      Campaigns campaigns;
      try (trail) {
        Cast.begin(world);
        lookAlikes = LookAlikes.begin(world);
        campaigns = Campaigns.begin(world, options.attacks());
        agenda.run(new Clock(options, trail, progress)::tick);
      }
      new EstateWriter(world, out.resolve("estate")).write();
      write(truthFolder.resolve("campaigns.json"), campaigns.truth(truth));
      write(truthFolder.resolve("lookalikes.json"), lookAlikes.truth(truth));
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
    private final TrailWriter trail;
    private final ProgressListener progress;
    private int day;

    Clock(RangeOptions options, TrailWriter trail, ProgressListener progress) {
      this.options = options;
      this.trail = trail;
      this.progress = progress;
    }

    void tick(Instant now) {
      trail.advance(now);
      int today = (int) Duration.between(options.begin(), now).toDays();
      while (day < today) {
        day++;
        progress.day(day, options.days(), trail.records());
      }
    }
  }
}
