package dev.gatehouse.range;

import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.org.Vendor;
import dev.gatehouse.range.simulation.Simulation.Rates;

/** Divides the events of a day among those who make them. */
final class ActivityRates {
  private static final double NOISE = 0.30;
  private static final double PERSON = 28;
  private static final double BUILD = 34;

  private ActivityRates() {}

  static Rates of(RangeOptions options, Organization org) {
    double day = options.eventsPerDay();
    double noise = day * NOISE;
    double audit = org.accounts().size() * 6.0;
    double vendors =
        org.vendors().stream()
            .mapToDouble(
                (Vendor v) ->
                    v.roles().size()
                        * (v.name().equals("observability")
                            ? 12.0
                            : v.name().equals("posture") ? 4 : 0.2))
            .sum();
    double people = org.people().size() * PERSON * 0.85;
    double builds = Math.min(3, day * 0.12 / (org.pipelines().size() * BUILD));
    double rest = day - noise - audit - vendors - people - builds * org.pipelines().size() * BUILD;
    return new Rates(
        noise / org.accounts().size(), Math.max(8, rest / org.workloads().size()), builds);
  }
}
