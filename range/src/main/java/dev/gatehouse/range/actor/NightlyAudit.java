package dev.gatehouse.range.actor;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.call.Asking;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Session;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.sim.World;
import java.time.Duration;
import java.time.Instant;

/** A function of the security account that looks into every account each night. */
final class NightlyAudit implements Actor {
  @Override
  public void begin(World world) {
    world
        .agenda()
        .every(
            world.agenda().start().plus(Duration.ofMinutes(95)),
            Duration.ofDays(1),
            now -> night(world, now));
  }

  private static void night(World world, Instant now) {
    SeededRandom random = world.random("audit", now.toString());
    Account security = world.org().first("security");
    Role runner = world.org().role(security, "audit-runner");
    Session own =
        world
            .desk()
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
    world.live().put("audit-runner", own);
    String day = now.toString().substring(0, 10);
    Shell shell =
        world
            .shell(random, Client.boto3("198.19.1.9"), now.plusSeconds(3), null)
            .pace(Duration.ofMillis(120), Duration.ofMillis(900));
    for (Account account : world.org().accounts()) {
      shell.use(own);
      shell.assume(
          world.org().role(account, "audit-readonly"), Asking.as("audit-" + day).lasting(900));
      shell.call(
          Iam.getAccountSummary(),
          Ec2.describeSecurityGroups(),
          S3.listBuckets(),
          Operations.describeTrails());
    }
  }
}
