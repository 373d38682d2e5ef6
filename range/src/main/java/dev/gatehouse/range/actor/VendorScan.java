package dev.gatehouse.range.actor;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.AssumeRoleOptions;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.org.Vendor;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;

/** A vendor's daily or hourly round through the roles it was given. */
final class VendorScan implements Actor {
  private final Vendor vendor;

  VendorScan(Vendor vendor) {
    this.vendor = vendor;
  }

  @Override
  public void begin(Simulation simulation) {
    Instant start = simulation.schedule().start();
    switch (vendor.name()) {
      case "posture" ->
          simulation
              .schedule()
              .every(
                  start.plus(Duration.ofHours(4)),
                  Duration.ofDays(1),
                  now -> round(simulation, now, 1.0));
      case "observability" ->
          simulation
              .schedule()
              .every(
                  start.plus(Duration.ofMinutes(20)),
                  Duration.ofHours(6),
                  now -> round(simulation, now, 1.0));
      default ->
          simulation
              .schedule()
              .every(
                  start.plus(Duration.ofHours(10)),
                  Duration.ofDays(1),
                  now -> round(simulation, now, 0.06));
    }
  }

  private void round(Simulation simulation, Instant now, double share) {
    SeededRandom random = simulation.random("vendor", vendor.name(), now.toString());
    Instant time = now;
    for (Role role : vendor.roles()) {
      if (!random.chance(share)) {
        continue;
      }
      visit(simulation, random, role, time);
      time = time.plus(random.between(Duration.ofSeconds(4), Duration.ofSeconds(40)));
    }
  }

  private void visit(Simulation simulation, SeededRandom random, Role role, Instant time) {
    Client client = Client.boto3(vendor.address());
    Session session =
        simulation
            .aws()
            .tokens()
            .outside(
                vendor,
                client,
                time,
                role,
                AssumeRoleOptions.as(vendor.name() + "-scan").external(vendor.externalId()),
                null,
                random);
    Caller caller = simulation.caller(random, client, time.plusSeconds(1), null).use(session);
    switch (vendor.name()) {
      case "posture" -> caller.call(Ec2.describeInstances(), Iam.listRoles(), S3.listBuckets());
      case "observability" -> caller.call(Ec2.describeInstances(), Operations.metricData());
      default -> {
        String bucket = role.account().bucket("support");
        caller.call(Data.describeDatabases(), S3.listObjects(bucket, "tickets/"));
        caller.call(S3.getObject(bucket, "tickets/" + random.below(90) + ".txt", 2_000));
      }
    }
  }
}
