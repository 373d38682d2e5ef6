package dev.gatehouse.range.simulation;

import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.org.Vendor;

/**
 * How busy everything is, in calls a day.
 *
 * @param services of AWS services for themselves, in one account
 * @param workload of one workload
 * @param builds runs of one pipeline on a working day
 */
public record ActivityRates(double services, double workload, double builds) {
  private static final double SERVICES_SHARE = 0.30;
  private static final double BUILDS_SHARE = 0.12;
  private static final double CALLS_PER_PERSON = 28;
  private static final double PEOPLE_AT_WORK = 0.85;
  private static final double CALLS_PER_BUILD = 34;
  private static final double CALLS_PER_AUDIT = 6;

  /** Divides the events of a working day among those who make them. */
  public static ActivityRates of(int eventsPerDay, Organization org) {
    double services = eventsPerDay * SERVICES_SHARE;
    double people = org.people().size() * CALLS_PER_PERSON * PEOPLE_AT_WORK;
    double audit = org.accounts().size() * CALLS_PER_AUDIT;
    double vendors = org.vendors().stream().mapToDouble(ActivityRates::calls).sum();
    double perRun = org.pipelines().size() * CALLS_PER_BUILD;
    double builds = Math.min(3, eventsPerDay * BUILDS_SHARE / perRun);
    double rest = eventsPerDay - services - audit - vendors - people - builds * perRun;
    return new ActivityRates(
        services / org.accounts().size(), Math.max(8, rest / org.workloads().size()), builds);
  }

  private static double calls(Vendor vendor) {
    double perRole =
        switch (vendor.name()) {
          case "observability" -> 12;
          case "posture" -> 4;
          default -> 0.2;
        };
    return vendor.roles().size() * perRole;
  }
}
