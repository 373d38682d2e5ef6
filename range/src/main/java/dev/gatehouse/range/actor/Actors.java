package dev.gatehouse.range.actor;

import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Pipeline;
import dev.gatehouse.range.org.Vendor;
import dev.gatehouse.range.org.Workload;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.simulation.Simulation;
import dev.gatehouse.range.truth.Label;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everybody who acts in an ordinary week. */
public final class Actors {
  private Actors() {}

  /** Whether a person works on a day. */
  public static boolean works(Simulation simulation, Person person, LocalDate day) {
    return WorkCalendar.works(simulation.seed(), person, day);
  }

  /** The platform engineer on call at a time. */
  public static Person onCall(Simulation simulation, Instant now) {
    return OnCall.onCall(simulation, now);
  }

  /** A page that gets somebody up. */
  public static void page(
      Simulation simulation, SeededRandom random, Person person, Instant now, Label label) {
    OnCall.answer(simulation, random, person, now, label);
  }

  /** A bout of ordinary work of a person. */
  public static void bout(
      Simulation simulation,
      Person person,
      SeededRandom random,
      Client client,
      Instant now,
      @Nullable Label label) {
    Employee.bout(simulation, person, random, client, now, label);
  }

  /** Puts everybody's first tasks on the world's agenda. */
  public static void begin(Simulation simulation) {
    List<Actor> actors = new ArrayList<>();
    for (Person person : simulation.org().people()) {
      actors.add(new Employee(person));
    }
    for (Pipeline pipeline : simulation.org().pipelines()) {
      actors.add(new BuildPipeline(pipeline));
    }
    for (Workload workload : simulation.org().workloads()) {
      actors.add(WorkloadActors.of(workload));
    }
    for (Account account : simulation.org().accounts()) {
      actors.add(new ServiceActivity(account));
    }
    for (Vendor vendor : simulation.org().vendors()) {
      actors.add(new VendorScan(vendor));
    }
    for (IamUser user : simulation.org().users()) {
      switch (user.name()) {
        case "m.keller", "t.lindqvist" -> actors.add(new LegacyUser(user));
        case "backup-agent", "report-export" -> actors.add(new Program(user));
        default -> {}
      }
    }
    actors.add(new NightlyAudit());
    actors.add(new OnCall());
    actors.forEach(actor -> actor.begin(simulation));
  }
}
