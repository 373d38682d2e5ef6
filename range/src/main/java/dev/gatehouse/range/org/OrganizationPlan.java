package dev.gatehouse.range.org;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.range.random.SeededRandom;
import java.util.List;

/**
 * Lays out an organization of a given size: the core accounts, then business units with prod,
 * staging, dev and sandbox accounts in turn.
 */
public final class OrganizationPlan {
  /** The smallest organization that every actor and every attack finds a place in. */
  public static final int ACCOUNTS_MIN = 8;

  private static final List<String> UNITS =
      List.of(
          "payments",
          "orders",
          "catalog",
          "search",
          "logistics",
          "identity",
          "mobile",
          "data",
          "marketing",
          "risk",
          "billing",
          "support",
          "media",
          "partners",
          "labs",
          "lending");
  private static final List<String> ENVIRONMENTS = List.of("prod", "staging", "dev", "sandbox");
  private static final List<String> REGIONS =
      List.of("eu-west-1", "us-east-1", "eu-central-1", "ap-southeast-1");

  private OrganizationPlan() {}

  /**
   * The organization of a seed.
   *
   * @param accounts at least {@link #ACCOUNTS_MIN}
   * @param eventsPerDay decides how many people and workloads fit
   */
  public static Organization make(long seed, int accounts, int eventsPerDay) {
    Organization org = new Organization();
    unit(org, "root", "r-ex01", null);
    account(org, 0, "management", "management", "core", "critical", "r-ex01", "us-east-1");
    String core = unit(org, "core", "ou-ex01-core0000", "r-ex01");
    account(org, 1, "security", "security", "core", "critical", core, "eu-west-1");
    account(org, 2, "log-archive", "logging", "core", "high", core, "eu-west-1");
    account(org, 3, "shared-services", "shared", "core", "critical", core, "eu-west-1");
    int made = 4;
    for (int unit = 0; made < accounts; unit++) {
      String name = unitName(unit);
      String parent = unit(org, name, "ou-ex01-" + padded(unit), "r-ex01");
      for (int i = 0; i < ENVIRONMENTS.size() && made < accounts; i++, made++) {
        String environment = ENVIRONMENTS.get(i);
        account(
            org,
            made,
            name + "-" + environment,
            environment,
            name,
            tier(environment, unit),
            parent,
            REGIONS.get(unit % REGIONS.size()));
      }
    }
    SeededRandom random = SeededRandom.of(seed, "organization");
    RolePlan.fill(org, random);
    PeoplePlan.fill(org, random, eventsPerDay);
    WorkloadPlan.fill(org, random, eventsPerDay);
    VendorPlan.fill(org, random);
    return org;
  }

  private static String unitName(int number) {
    String name = UNITS.get(number % UNITS.size());
    return number < UNITS.size() ? name : name + (number / UNITS.size() + 1);
  }

  private static String padded(int number) {
    return String.format(java.util.Locale.ROOT, "%08d", number);
  }

  private static String tier(String environment, int unit) {
    return switch (environment) {
      case "prod" -> unit % 3 == 0 ? "critical" : "high";
      case "staging" -> "medium";
      default -> "low";
    };
  }

  private static String unit(
      Organization org, String name, String id, @org.jspecify.annotations.Nullable String parent) {
    if (parent != null) {
      org.units().add(object("Id", id, "Name", name, "ParentId", parent));
    }
    return id;
  }

  private static void account(
      Organization org,
      int number,
      String name,
      String environment,
      String unit,
      String tier,
      String parent,
      String region) {
    // Ids that count up are easy to tell apart, and to tell from real ones.
    String id =
        String.format(java.util.Locale.ROOT, "1000%08d", 1010101L * (number + 1) % 99999989);
    String nat = "198.18." + number / 250 + "." + (number % 250 + 2);
    org.accounts().add(new Account(id, name, environment, unit, tier, parent, region, nat));
  }
}
