package dev.gatehouse.range.actor;

import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.Workload;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A workload that keeps a credential fresh and makes its share of calls each hour. Subclasses say
 * how the credential comes and how long it is kept.
 */
abstract class WorkloadActor implements Actor {
  private final Workload workload;
  private final double issuesPerDay;
  private @Nullable Session current;
  private @Nullable Session previous;
  private Instant renewal = Instant.MIN;

  WorkloadActor(Workload workload, double issuesPerDay) {
    this.workload = workload;
    this.issuesPerDay = issuesPerDay;
  }

  /** Fetches a new credential. */
  abstract Session issue(Simulation simulation, SeededRandom random, Instant now);

  /** How long until it fetches the next one. */
  abstract Duration keeps(SeededRandom random);

  /** Where it calls from. */
  abstract Client client(Simulation simulation);

  final Workload workload() {
    return workload;
  }

  @Override
  public final void begin(Simulation simulation) {
    SeededRandom random = simulation.random("machine", workload.name());
    // What runs already when the window begins has a credential that no record shows.
    Instant start = simulation.schedule().start();
    if (random.chance(0.7)) {
      Duration age = random.between(Duration.ofMinutes(1), Duration.ofMinutes(55));
      renew(simulation, random, start.minus(age));
    }
    Instant first = start.plus(random.between(Duration.ZERO, Duration.ofMinutes(59)));
    simulation.schedule().every(first, Duration.ofHours(1), now -> hour(simulation, now));
  }

  private void hour(Simulation simulation, Instant now) {
    SeededRandom random = simulation.random("hour", workload.name(), now.toString());
    if (current == null || !now.isBefore(renewal)) {
      renew(simulation, random, now);
    }
    Session session = current;
    if (session == null) {
      return;
    }
    double rate = Math.max(2, simulation.rates().workload() - issuesPerDay);
    int calls = random.poisson(rate / 24 * busy(now));
    Simulation.Shift shift = simulation.shift(workload.name(), now);
    Client usual = client(simulation);
    Client client = shift == null ? usual : shift.change().apply(usual);
    Caller caller =
        simulation.caller(random, client, now.plusSeconds(1), shift == null ? null : shift.label());
    caller.pace(Duration.ofSeconds(1), Duration.ofSeconds(Math.max(3, 5400 / (calls + 1))));
    Instant until = now.plus(Duration.ofHours(1));
    for (int i = 0; i < calls && caller.now().isBefore(until); i++) {
      // A process that has not looked since goes on with the key before: two live keys are usual.
      Session before = previous;
      boolean old =
          before != null
              && before.expires().isAfter(caller.now())
              && caller.now().isBefore(session.issued().plusSeconds(1200))
              && random.chance(0.15);
      Session used = old && before != null ? before : session;
      if (!caller.now().isBefore(used.expires())) {
        break;
      }
      caller.use(used);
      WorkloadCalls.one(simulation, workload, caller);
    }
  }

  private void renew(Simulation simulation, SeededRandom random, Instant now) {
    Session fresh = issue(simulation, random, now);
    previous = current;
    current = fresh;
    renewal = now.plus(keeps(random));
    simulation.live().put(workload.name(), fresh);
  }

  /** Customers sleep at night; machines in production follow them. */
  private double busy(Instant now) {
    double hour = now.getEpochSecond() % 86400 / 3600.0;
    double wave = 1 + 0.5 * StrictMath.sin((hour - 8) / 24 * 2 * Math.PI);
    return workload.account().production() ? wave : 0.9;
  }
}
