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
 * What actors act in.
 *
 * @param live the latest credential of each workload and person, by name: actors put it there,
 *     attackers take it
 * @param shifts changes of where or with what an actor calls, by name
 * @param log what people planned: change windows, deployments, shifts
 */
public record Simulation(
    long seed,
    Organization org,
    Schedule schedule,
    AwsSimulator aws,
    Rates rates,
    Map<String, Session> live,
    Map<String, List<Shift>> shifts,
    Log log) {

  /** A world in which nothing has happened yet. */
  public static Simulation of(
      long seed, Organization org, Schedule schedule, AwsSimulator aws, Rates rates) {
    return new Simulation(
        seed,
        org,
        schedule,
        aws,
        rates,
        new HashMap<>(),
        new HashMap<>(),
        new Log(new ArrayList<>(), new ArrayList<>()));
  }

  /** The stream of chance with these names. */
  public SeededRandom random(String... names) {
    return SeededRandom.of(seed, names);
  }

  /** Somebody who begins to work. */
  public Caller caller(SeededRandom random, Client client, Instant now, @Nullable Label label) {
    return aws.caller(random, client, now, label);
  }

  /** The change that is in force for an actor, or null. */
  public @Nullable Shift shift(String actor, Instant now) {
    for (Shift shift : shifts.getOrDefault(actor, List.of())) {
      if (!now.isBefore(shift.from()) && now.isBefore(shift.to())) {
        return shift;
      }
    }
    return null;
  }

  /** Lets an actor call differently for a while. */
  public void shift(String actor, Shift shift) {
    shifts.computeIfAbsent(actor, name -> new ArrayList<>()).add(shift);
  }

  /**
   * A change of where or with what an actor calls.
   *
   * @param label of what the actor does meanwhile; null where the change is old news
   */
  public record Shift(
      Instant from, Instant to, UnaryOperator<Client> change, @Nullable Label label) {}

  /** What was planned, in the forms of the estate folder. */
  public record Log(
      List<Map<String, @Nullable Object>> changes, List<Map<String, @Nullable Object>> shifts) {}

  /**
   * How busy everything is, in calls a day.
   *
   * @param serviceNoise of AWS services for themselves, in one account
   * @param workload of one workload
   * @param pipelineRuns of one pipeline on a working day
   */
  public record Rates(double serviceNoise, double workload, double pipelineRuns) {}
}
