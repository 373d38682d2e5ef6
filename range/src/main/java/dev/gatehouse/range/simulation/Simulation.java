package dev.gatehouse.range.simulation;

import dev.gatehouse.range.aws.AwsSimulator;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.truth.Label;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An organization in time: who exists, what is still to happen, and what has been agreed on.
 *
 * @param live the latest credential of each workload and person, by name: actors put it there,
 *     attackers take it
 * @param clientChanges changes of where or with what an actor calls, by the actor's name
 */
public record Simulation(
    long seed,
    Organization org,
    Schedule schedule,
    AwsSimulator aws,
    ActivityRates rates,
    Map<String, Session> live,
    Map<String, List<ClientChange>> clientChanges,
    PlannedWork planned) {

  /** A simulation in which nothing has happened yet. */
  public static Simulation of(
      long seed, Organization org, Schedule schedule, AwsSimulator aws, ActivityRates rates) {
    return new Simulation(
        seed, org, schedule, aws, rates, new HashMap<>(), new HashMap<>(), new PlannedWork());
  }

  /** The random numbers that belong to these names. */
  public SeededRandom random(String... names) {
    return SeededRandom.of(seed, names);
  }

  /** Somebody who begins to call AWS; {@code label} is null for ordinary work. */
  public Caller caller(SeededRandom random, Client client, Instant now, @Nullable Label label) {
    return aws.caller(random, client, now, label);
  }

  /** An actor who begins to call AWS with its usual client, or with a changed one. */
  public Caller actor(String name, SeededRandom random, Client usual, Instant now) {
    for (ClientChange each : clientChanges.getOrDefault(name, List.of())) {
      if (!now.isBefore(each.from()) && now.isBefore(each.to())) {
        return caller(random, each.change().apply(usual), now, each.label());
      }
    }
    return caller(random, usual, now, null);
  }

  /** Lets an actor call from elsewhere or with something else for a while. */
  public void change(String actor, ClientChange change) {
    clientChanges.computeIfAbsent(actor, name -> new ArrayList<>()).add(change);
  }

  /**
   * A change of where or with what an actor calls.
   *
   * @param label of what the actor does meanwhile; null where the change is no news any more
   */
  public record ClientChange(
      Instant from, Instant to, UnaryOperator<Client> change, @Nullable Label label) {}
}
