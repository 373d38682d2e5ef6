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
import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;

/** A function of the security account that looks into every account each night. */
final class NightlyAudit implements Actor {
  private static final String FUNCTION = "audit-runner";

  @Override
  public void begin(Simulation simulation) {
    simulation
        .schedule()
        .every(Duration.ofMinutes(95), Duration.ofDays(1), now -> audit(simulation, now));
  }

  private static void audit(Simulation simulation, Instant now) {
    Organization org = simulation.org();
    Role runner = org.role(org.first("security"), FUNCTION);
    Caller caller =
        simulation
            .caller(
                simulation.random("audit", now.toString()), Client.boto3("198.19.1.9"), now, null)
            .startFunction(runner, FUNCTION)
            .pauseSeconds(3)
            .pace(Duration.ofMillis(120), Duration.ofMillis(900));
    Session own = caller.session();
    simulation.live().put(FUNCTION, own);
    AssumeRoleOptions options =
        AssumeRoleOptions.named("audit-" + now.toString().substring(0, 10)).lasting(900);
    for (Account account : org.accounts()) {
      caller
          .use(own)
          .assume(org.role(account, "audit-readonly"), options)
          .call(
              Iam.getAccountSummary(),
              Ec2.describeSecurityGroups(),
              S3.listBuckets(),
              Operations.describeTrails());
    }
  }
}
