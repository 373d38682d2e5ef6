package dev.gatehouse.range.actor;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.AssumeRoleOptions;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;

/** A function of the security account that looks into every account each night. */
final class NightlyAudit implements Actor {
  @Override
  public void begin(Simulation simulation) {
    simulation
        .schedule()
        .every(
            simulation.schedule().start().plus(Duration.ofMinutes(95)),
            Duration.ofDays(1),
            now -> night(simulation, now));
  }

  private static void night(Simulation simulation, Instant now) {
    SeededRandom random = simulation.random("audit", now.toString());
    Account security = simulation.org().first("security");
    Role runner = simulation.org().role(security, "audit-runner");
    Session own =
        simulation
            .aws()
            .deliveries()
            .deliver(
                "lambda.amazonaws.com",
                now,
                runner,
                "audit-runner",
                Duration.ofHours(12),
                security.arn("lambda", security.region(), "function:audit-runner"),
                null,
                random);
    simulation.live().put("audit-runner", own);
    String day = now.toString().substring(0, 10);
    Caller caller =
        simulation
            .caller(random, Client.boto3("198.19.1.9"), now.plusSeconds(3), null)
            .pace(Duration.ofMillis(120), Duration.ofMillis(900));
    for (Account account : simulation.org().accounts()) {
      caller.use(own);
      caller.assume(
          simulation.org().role(account, "audit-readonly"),
          AssumeRoleOptions.as("audit-" + day).lasting(900));
      caller.call(
          Iam.getAccountSummary(),
          Ec2.describeSecurityGroups(),
          S3.listBuckets(),
          Operations.describeTrails());
    }
  }
}
