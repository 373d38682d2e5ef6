package dev.gatehouse.range.actor;

import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;

/** Everybody who acts in an ordinary week. */
public final class Actors {
  private Actors() {}

  /** Puts everybody's first tasks on the schedule. */
  public static void begin(Simulation simulation) {
    Organization org = simulation.org();
    List<Actor> actors = new ArrayList<>();
    org.people().forEach(person -> actors.add(new Employee(person)));
    org.pipelines().forEach(pipeline -> actors.add(new BuildPipeline(pipeline)));
    org.workloads().forEach(workload -> actors.add(new WorkloadActor(workload)));
    org.accounts().forEach(account -> actors.add(new ServiceActivity(account)));
    org.vendors().forEach(vendor -> actors.add(new VendorScan(vendor)));
    actors.add(new LegacyUser(org.user("m.keller")));
    actors.add(new LegacyUser(org.user("t.lindqvist")));
    actors.add(new Program(org.user("backup-agent")));
    actors.add(new Program(org.user("report-export")));
    actors.add(new NightlyAudit());
    actors.add(new OnCall());
    actors.forEach(actor -> actor.begin(simulation));
  }
}
