package dev.gatehouse.range.actor;

import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Pipeline;
import dev.gatehouse.range.org.Vendor;
import dev.gatehouse.range.org.Workload;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.sim.World;
import dev.gatehouse.range.truth.Label;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everybody who acts in an ordinary week. */
public final class Cast {
  private Cast() {}

  /** Whether a person works on a day. */
  public static boolean works(World world, Person person, LocalDate day) {
    return Calendar.works(world.seed(), person, day);
  }

  /** The platform engineer on call at a time. */
  public static Person onCall(World world, Instant now) {
    return OnCall.onCall(world, now);
  }

  /** A page that gets somebody up. */
  public static void page(
      World world, SeededRandom random, Person person, Instant now, Label label) {
    OnCall.answer(world, random, person, now, label);
  }

  /** A bout of ordinary work of a person. */
  public static void bout(
      World world,
      Person person,
      SeededRandom random,
      Client client,
      Instant now,
      @Nullable Label label) {
    Employee.bout(world, person, random, client, now, label);
  }

  /** Puts everybody's first tasks on the world's agenda. */
  public static void begin(World world) {
    List<Actor> actors = new ArrayList<>();
    for (Person person : world.org().people()) {
      actors.add(new Employee(person));
    }
    for (Pipeline pipeline : world.org().pipelines()) {
      actors.add(new BuildPipeline(pipeline));
    }
    for (Workload workload : world.org().workloads()) {
      actors.add(Machines.of(workload));
    }
    for (Account account : world.org().accounts()) {
      actors.add(new ServiceNoise(account));
    }
    for (Vendor vendor : world.org().vendors()) {
      actors.add(new VendorScan(vendor));
    }
    for (IamUser user : world.org().users()) {
      switch (user.name()) {
        case "m.keller", "t.lindqvist" -> actors.add(new LegacyUser(user));
        case "backup-agent", "report-export" -> actors.add(new Program(user));
        default -> {}
      }
    }
    actors.add(new NightlyAudit());
    actors.add(new OnCall());
    actors.forEach(actor -> actor.begin(world));
  }
}
