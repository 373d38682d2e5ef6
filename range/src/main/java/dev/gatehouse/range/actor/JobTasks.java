package dev.gatehouse.range.actor;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.ApiCall;
import dev.gatehouse.range.aws.AssumeRoleOptions;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.simulation.Simulation;
import java.time.Duration;
import java.util.List;

/** What people of a job do in one bout of work. */
interface JobTasks {
  void bout(Simulation simulation, Person person, Caller caller);

  static JobTasks of(Person.Job job) {
    return switch (job) {
      case ENGINEER -> JobTasks::engineer;
      case PLATFORM -> JobTasks::platform;
      case DATABASE -> JobTasks::database;
      case ANALYST -> JobTasks::analyst;
      case SECURITY -> JobTasks::security;
      case FINANCE -> JobTasks::finance;
    };
  }

  private static void engineer(Simulation simulation, Person person, Caller caller) {
    Account account = caller.session().account();
    SeededRandom random = caller.random();
    String group = "/ecs/" + account.unit() + "-api";
    List<ApiCall> usual =
        List.of(
            Ec2.describeInstances(),
            Operations.describeLogGroups(),
            Operations.describeAlarms(),
            Operations.listFunctions(),
            Operations.describeServices(account.unit() + "-api"),
            Operations.describeStacks(account.name()),
            Operations.metricData(),
            S3.listBuckets(),
            S3.bucketLocation(account.bucket("assets")),
            Operations.startQuery(group));
    caller.call(Operations.callerIdentity());
    mostly(caller, usual, 4 + random.poisson(5));
    if (!readOnly(caller) && random.chance(0.2)) {
      caller.call(
          Data.getParameter(account, "/" + account.unit() + "/config"),
          S3.putObject(account.bucket("assets"), "builds/" + random.hex(8) + ".zip"));
    }
    if (readOnly(caller) && random.chance(0.08)) {
      caller.denied(
          Operations.updateService(account.unit() + "-api", 7),
          account.arn("ecs", account.region(), "service/" + account.unit() + "-api"));
    }
  }

  private static void platform(Simulation simulation, Person person, Caller caller) {
    SeededRandom random = caller.random();
    Account account = caller.session().account();
    mostly(
        caller,
        List.of(
            Ec2.describeInstances(),
            Ec2.describeVpcs(),
            Ec2.describeSubnets(),
            Ec2.describeSecurityGroups(),
            Iam.listRoles(),
            Iam.getRole("deploy"),
            Operations.describeStacks("baseline"),
            Operations.describeTrails()),
        3 + random.poisson(4));
    if (account.environment().equals("shared") && random.chance(0.5)) {
      Session own = caller.session();
      caller.assume(
          simulation.org().role(account, "platform-admin"),
          AssumeRoleOptions.as(person.email()).source(person.email()));
      mostly(caller, List.of(Ec2.describeInstances(), Operations.describeStacks("network")), 3);
      if (random.chance(0.4)) {
        Account target = person.accounts().get(person.accounts().size() - 1);
        caller.assume(
            simulation.org().role(target, "deploy"),
            AssumeRoleOptions.as(person.email()).lasting(3600));
        caller.call(
            Operations.describeStacks("baseline"),
            Operations.updateStack(target, "baseline"),
            Operations.describeStacks("baseline"));
      }
      caller.use(own);
    }
  }

  private static void database(Simulation simulation, Person person, Caller caller) {
    Account account = caller.session().account();
    SeededRandom random = caller.random();
    String database = account.unit() + "-primary";
    mostly(
        caller,
        List.of(
            Data.describeDatabases(),
            Data.describeDatabase(database),
            Data.describeClusters(),
            Data.describeSnapshots(database),
            Operations.metricData()),
        4 + random.poisson(4));
    if (random.chance(0.25)) {
      caller.call(Data.describeSecret(account, account.unit() + "/database"));
      caller.call(Data.getSecret(account, account.unit() + "/database"));
      caller.via(
          "secretsmanager.amazonaws.com",
          Data.decryptSecret(account, account.unit() + "/database"));
    }
    if (random.chance(0.1)) {
      caller.call(Data.createSnapshot(account, database, "manual-" + random.hex(6)));
    }
  }

  private static void analyst(Simulation simulation, Person person, Caller caller) {
    Account account = caller.session().account();
    SeededRandom random = caller.random();
    int queries = 1 + random.poisson(2);
    for (int i = 0; i < queries; i++) {
      String query = random.uuid();
      caller.call(Operations.startAthenaQuery(query), Operations.athenaQuery(query));
      for (int part = 0; part < 1 + random.below(3); part++) {
        caller.via(
            "athena.amazonaws.com",
            S3.getObject(account.bucket("lake"), "events/part-" + random.below(500), 90_000));
      }
      caller.wait(Duration.ofMinutes(1), Duration.ofMinutes(9));
    }
  }

  private static void security(Simulation simulation, Person person, Caller caller) {
    Account account = caller.session().account();
    mostly(
        caller,
        List.of(
            Operations.listFindings(),
            Operations.securityHubFindings(),
            Operations.describeTrails(),
            Iam.listUsers(),
            Iam.listRoles(),
            Iam.getAccountSummary(),
            Iam.getAccountAuthorizationDetails(),
            S3.bucketPolicy(account.bucket("assets")),
            S3.publicAccessBlock(account.bucket("assets"))),
        3 + caller.random().poisson(5));
  }

  private static void finance(Simulation simulation, Person person, Caller caller) {
    mostly(
        caller,
        List.of(Operations.costs(), Operations.listAccounts(), Operations.costs()),
        2 + caller.random().poisson(3));
  }

  private static boolean readOnly(Caller caller) {
    return caller.session().arn().contains("_ReadOnlyAccess_");
  }

  /** Makes calls of a person's repertoire, the first ones most, with pauses to read and think. */
  private static void mostly(Caller caller, List<ApiCall> usual, int count) {
    SeededRandom random = caller.random();
    for (int i = 0; i < count; i++) {
      caller.call(
          usual.get(Math.min(usual.size() - 1, (int) random.exponential(usual.size() / 3.0))));
      if (random.chance(0.3)) {
        caller.wait(Duration.ofSeconds(20), Duration.ofMinutes(5));
      }
    }
  }
}
