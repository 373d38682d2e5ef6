package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.scenario.LookAlike;
import dev.gatehouse.range.scenario.LookAlikeRun;
import dev.gatehouse.range.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** All look-alikes; each happens about once in thirty days, at least once. */
public final class LookAlikes {
  private static final List<LookAlike> ALL =
      List.of(
          new MassDeployment(),
          new NewIntegration(),
          new NewJoiner(),
          new Traveller(),
          new CommercialVpn(),
          new MonthlyBatch(),
          new RecoveryDrill(),
          new AnnouncedScan(),
          new RoleRename(),
          new PropagationRetries(),
          new RegionExpansion(),
          new SdkUpgrade(),
          new NatChange(),
          new OnCallNight(),
          new RootTask(),
          new LongLeave());

  private LookAlikes() {}

  /** The names of all look-alikes. */
  public static List<String> names() {
    return ALL.stream().map(LookAlike::id).toList();
  }

  /** Puts them on the schedule; they do not depend on the attacks. */
  public static List<LookAlikeRun> begin(Simulation simulation) {
    Instant start = simulation.schedule().start();
    int days = (int) Math.max(1, Duration.between(start, simulation.schedule().end()).toDays());
    int times = Math.max(1, days / 30);
    List<LookAlikeRun> runs = new ArrayList<>();
    for (LookAlike kind : ALL) {
      SeededRandom random = simulation.random("lookalikes", kind.id());
      for (int i = 0; i < times; i++) {
        double share = 0.25 + 0.7 * (i + random.unit()) / times;
        Instant day = start.plus(Duration.ofDays((long) (days * Math.min(0.93, share))));
        LookAlikeRun run = new LookAlikeRun(simulation, kind, i, workday(day, days));
        runs.add(run);
        kind.begin(run);
      }
    }
    return runs;
  }

  private static Instant workday(Instant day, int days) {
    int name = day.atZone(ZoneOffset.UTC).getDayOfWeek().getValue();
    return days > 6 && name > 5 ? day.minus(Duration.ofDays(name - 5L)) : day;
  }
}
