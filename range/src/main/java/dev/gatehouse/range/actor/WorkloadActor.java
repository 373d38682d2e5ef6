package dev.gatehouse.range.actor;

import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.Workload;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A workload that keeps a credential fresh and makes its share of calls each hour. */
final class WorkloadActor implements Actor {
  private final Workload workload;
  private final WorkloadHabit habit;
  private @Nullable Session current;
  private @Nullable Session previous;
  private Instant renewal = Instant.MIN;

  WorkloadActor(Workload workload) {
    this.workload = workload;
    this.habit = WorkloadHabit.of(workload);
  }

  @Override
  public void begin(Simulation simulation) {
    SeededRandom random = simulation.random("machine", workload.name());
    // What runs already when the window begins has a credential that no record shows.
    if (random.chance(0.7)) {
      Duration age = random.between(Duration.ofMinutes(1), Duration.ofMinutes(55));
      renew(simulation, random, simulation.schedule().start().minus(age));
    }
    Duration offset = random.between(Duration.ZERO, Duration.ofMinutes(59));
    simulation.schedule().every(offset, Duration.ofHours(1), now -> hour(simulation, now));
  }

  private void hour(Simulation simulation, Instant now) {
    SeededRandom random = simulation.random("hour", workload.name(), now.toString());
    Session session = current;
    if (session == null || !now.isBefore(renewal)) {
      session = renew(simulation, random, now);
    }
    double rate = Math.max(2, simulation.rates().workload() - habit.issuesPerDay());
    int calls = random.poisson(rate / 24 * busy(now));
    Caller caller = simulation.actor(workload.name(), random, habit.client(), now).pauseSeconds(1);
    caller.pace(Duration.ofSeconds(1), Duration.ofSeconds(Math.max(3, 5400 / (calls + 1))));
    Instant until = now.plus(Duration.ofHours(1));
    for (int i = 0; i < calls && caller.now().isBefore(until); i++) {
      Session used = chooseKey(session, caller);
      if (!used.isLive(caller.now())) {
        break;
      }
      WorkloadCalls.makeOne(workload, caller.use(used));
    }
  }

  /** A process that has not looked since goes on with the key before: two live keys are usual. */
  private Session chooseKey(Session session, Caller caller) {
    return previous != null
            && previous.isLive(caller.now())
            && caller.now().isBefore(session.issued().plusSeconds(1200))
            && caller.random().chance(0.15)
        ? previous
        : session;
  }

  private Session renew(Simulation simulation, SeededRandom random, Instant now) {
    Caller caller = simulation.caller(random, habit.client(), now, null);
    habit.issue().accept(caller);
    previous = current;
    current = caller.session();
    renewal = now.plus(habit.keeps(random));
    simulation.live().put(workload.name(), caller.session());
    return caller.session();
  }

  /** Customers sleep at night; machines in production follow them. */
  private double busy(Instant now) {
    double hour = now.getEpochSecond() % 86400 / 3600.0;
    double wave = 1 + 0.5 * StrictMath.sin((hour - 8) / 24 * 2 * Math.PI);
    return workload.account().production() ? wave : 0.9;
  }
}
