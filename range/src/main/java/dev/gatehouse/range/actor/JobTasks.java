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

/** What people of a job do when they sit down to work. */
final class JobTasks {
  private JobTasks() {}

  /** Works for a while, with a session of one of the person's accounts. */
  static void work(Simulation simulation, Person person, Caller caller) {
    Account account = caller.session().account();
    switch (person.job()) {
      case ENGINEER -> develop(account, caller);
      case PLATFORM -> runThePlatform(simulation, person, account, caller);
      case DATABASE -> runDatabases(account, caller);
      case ANALYST -> queryTheLake(account, caller);
      case SECURITY ->
          look(
              caller,
              3 + caller.random().poisson(5),
              Operations.listFindings(),
              Operations.securityHubFindings(),
              Operations.describeTrails(),
              Iam.listUsers(),
              Iam.listRoles(),
              Iam.getAccountSummary(),
              Iam.getAccountAuthorizationDetails(),
              S3.bucketPolicy(account.bucket("assets")),
              S3.publicAccessBlock(account.bucket("assets")));
      case FINANCE ->
          look(
              caller,
              2 + caller.random().poisson(3),
              Operations.costs(),
              Operations.listAccounts(),
              Operations.costs());
    }
  }

  private static void develop(Account account, Caller caller) {
    SeededRandom random = caller.random();
    String service = account.unit() + "-api";
    caller.call(Operations.callerIdentity());
    look(
        caller,
        4 + random.poisson(5),
        Ec2.describeInstances(),
        Operations.describeLogGroups(),
        Operations.describeAlarms(),
        Operations.listFunctions(),
        Operations.describeServices(service),
        Operations.describeStacks(account.name()),
        Operations.metricData(),
        S3.listBuckets(),
        S3.bucketLocation(account.bucket("assets")),
        Operations.startQuery("/ecs/" + service));
    boolean readOnly = caller.session().arn().contains("_ReadOnlyAccess_");
    if (!readOnly && random.chance(0.2)) {
      caller.call(
          Data.getParameter(account, "/" + account.unit() + "/config"),
          S3.putObject(account.bucket("assets"), "builds/" + random.hex(8) + ".zip"));
    }
    if (readOnly && random.chance(0.08)) {
      caller.denied(
          Operations.updateService(service, 7),
          account.arn("ecs", account.region(), "service/" + service));
    }
  }

  private static void runThePlatform(
      Simulation simulation, Person person, Account account, Caller caller) {
    SeededRandom random = caller.random();
    look(
        caller,
        3 + random.poisson(4),
        Ec2.describeInstances(),
        Ec2.describeVpcs(),
        Ec2.describeSubnets(),
        Ec2.describeSecurityGroups(),
        Iam.listRoles(),
        Iam.getRole("deploy"),
        Operations.describeStacks("baseline"),
        Operations.describeTrails());
    if (account.environment().equals("shared") && random.chance(0.5)) {
      Session own = caller.session();
      AssumeRoleOptions options = AssumeRoleOptions.named(person.email());
      caller.assume(
          simulation.org().role(account, "platform-admin"),
          options.withSourceIdentity(person.email()));
      look(caller, 3, Ec2.describeInstances(), Operations.describeStacks("network"));
      if (random.chance(0.4)) {
        Account target = person.accounts().get(person.accounts().size() - 1);
        caller.assume(simulation.org().role(target, "deploy"), options.lasting(3600));
        caller.call(
            Operations.describeStacks("baseline"),
            Operations.updateStack(target, "baseline"),
            Operations.describeStacks("baseline"));
      }
      caller.use(own);
    }
  }

  private static void runDatabases(Account account, Caller caller) {
    SeededRandom random = caller.random();
    String database = account.unit() + "-primary";
    String secret = account.unit() + "/database";
    look(
        caller,
        4 + random.poisson(4),
        Data.describeDatabases(),
        Data.describeDatabase(database),
        Data.describeClusters(),
        Data.describeSnapshots(database),
        Operations.metricData());
    if (random.chance(0.25)) {
      caller.call(Data.describeSecret(account, secret));
      Data.readSecret(caller, account, secret);
    }
    if (random.chance(0.1)) {
      caller.call(Data.createSnapshot(account, database, "manual-" + random.hex(6)));
    }
  }

  private static void queryTheLake(Account account, Caller caller) {
    SeededRandom random = caller.random();
    int queries = 1 + random.poisson(2);
    for (int i = 0; i < queries; i++) {
      String query = random.uuid();
      caller.call(Operations.startAthenaQuery(query), Operations.athenaQuery(query));
      for (int part = 0; part < 1 + random.below(3); part++) {
        String object = "events/part-" + random.below(500);
        caller.via("athena.amazonaws.com", S3.getObject(account.bucket("lake"), object, 90_000));
      }
      caller.pause(Duration.ofMinutes(1), Duration.ofMinutes(9));
    }
  }

  /** Makes calls that only look, the first ones most, with pauses to read and think. */
  private static void look(Caller caller, int count, ApiCall... calls) {
    SeededRandom random = caller.random();
    for (int i = 0; i < count; i++) {
      int index = (int) random.exponential(calls.length / 3.0);
      caller.call(calls[Math.min(calls.length - 1, index)]);
      if (random.chance(0.3)) {
        caller.pause(Duration.ofSeconds(20), Duration.ofMinutes(5));
      }
    }
  }
}
