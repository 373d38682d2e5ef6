package dev.gatehouse.range.actor;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.call.Asking;
import dev.gatehouse.range.call.Call;
import dev.gatehouse.range.call.Session;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.sim.World;
import java.time.Duration;
import java.util.List;

/** What people of a job do in one bout of work. */
interface Work {
  void bout(World world, Person person, Shell shell);

  static Work of(Person.Job job) {
    return switch (job) {
      case ENGINEER -> Work::engineer;
      case PLATFORM -> Work::platform;
      case DATABASE -> Work::database;
      case ANALYST -> Work::analyst;
      case SECURITY -> Work::security;
      case FINANCE -> Work::finance;
    };
  }

  private static void engineer(World world, Person person, Shell shell) {
    Account account = shell.session().account();
    SeededRandom random = shell.random();
    String group = "/ecs/" + account.unit() + "-api";
    List<Call> usual =
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
    shell.call(Operations.callerIdentity());
    mostly(shell, usual, 4 + random.poisson(5));
    if (!readOnly(shell) && random.chance(0.2)) {
      shell.call(
          Data.getParameter(account, "/" + account.unit() + "/config"),
          S3.putObject(account.bucket("assets"), "builds/" + random.hex(8) + ".zip"));
    }
    if (readOnly(shell) && random.chance(0.08)) {
      shell.denied(
          Operations.updateService(account.unit() + "-api", 7),
          account.arn("ecs", account.region(), "service/" + account.unit() + "-api"));
    }
  }

  private static void platform(World world, Person person, Shell shell) {
    SeededRandom random = shell.random();
    Account account = shell.session().account();
    mostly(
        shell,
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
      Session own = shell.session();
      shell.assume(
          world.org().role(account, "platform-admin"),
          Asking.as(person.email()).source(person.email()));
      mostly(shell, List.of(Ec2.describeInstances(), Operations.describeStacks("network")), 3);
      if (random.chance(0.4)) {
        Account target = person.accounts().get(person.accounts().size() - 1);
        shell.assume(world.org().role(target, "deploy"), Asking.as(person.email()).lasting(3600));
        shell.call(
            Operations.describeStacks("baseline"),
            Operations.updateStack(target, "baseline"),
            Operations.describeStacks("baseline"));
      }
      shell.use(own);
    }
  }

  private static void database(World world, Person person, Shell shell) {
    Account account = shell.session().account();
    SeededRandom random = shell.random();
    String database = account.unit() + "-primary";
    mostly(
        shell,
        List.of(
            Data.describeDatabases(),
            Data.describeDatabase(database),
            Data.describeClusters(),
            Data.describeSnapshots(database),
            Operations.metricData()),
        4 + random.poisson(4));
    if (random.chance(0.25)) {
      shell.call(Data.describeSecret(account, account.unit() + "/database"));
      shell.call(Data.getSecret(account, account.unit() + "/database"));
      shell.via(
          "secretsmanager.amazonaws.com",
          Data.decryptSecret(account, account.unit() + "/database"));
    }
    if (random.chance(0.1)) {
      shell.call(Data.createSnapshot(account, database, "manual-" + random.hex(6)));
    }
  }

  private static void analyst(World world, Person person, Shell shell) {
    Account account = shell.session().account();
    SeededRandom random = shell.random();
    int queries = 1 + random.poisson(2);
    for (int i = 0; i < queries; i++) {
      String query = random.uuid();
      shell.call(Operations.startAthenaQuery(query), Operations.athenaQuery(query));
      for (int part = 0; part < 1 + random.below(3); part++) {
        shell.via(
            "athena.amazonaws.com",
            S3.getObject(account.bucket("lake"), "events/part-" + random.below(500), 90_000));
      }
      shell.wait(Duration.ofMinutes(1), Duration.ofMinutes(9));
    }
  }

  private static void security(World world, Person person, Shell shell) {
    Account account = shell.session().account();
    mostly(
        shell,
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
        3 + shell.random().poisson(5));
  }

  private static void finance(World world, Person person, Shell shell) {
    mostly(
        shell,
        List.of(Operations.costs(), Operations.listAccounts(), Operations.costs()),
        2 + shell.random().poisson(3));
  }

  private static boolean readOnly(Shell shell) {
    return shell.session().arn().contains("_ReadOnlyAccess_");
  }

  /** Makes calls of a person's repertoire, the first ones most, with pauses to read and think. */
  private static void mostly(Shell shell, List<Call> usual, int count) {
    SeededRandom random = shell.random();
    for (int i = 0; i < count; i++) {
      shell.call(
          usual.get(Math.min(usual.size() - 1, (int) random.exponential(usual.size() / 3.0))));
      if (random.chance(0.3)) {
        shell.wait(Duration.ofSeconds(20), Duration.ofMinutes(5));
      }
    }
  }
}
