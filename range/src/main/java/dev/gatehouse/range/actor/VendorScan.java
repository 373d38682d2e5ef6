package dev.gatehouse.range.actor;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.AssumeRoleOptions;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.org.Vendor;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;

/** A vendor's regular round through the roles it was given. */
final class VendorScan implements Actor {
  private final Vendor vendor;

  VendorScan(Vendor vendor) {
    this.vendor = vendor;
  }

  @Override
  public void begin(Simulation simulation) {
    switch (vendor.name()) {
      case "posture" -> rounds(simulation, Duration.ofHours(4), Duration.ofDays(1), 1.0);
      case "observability" -> rounds(simulation, Duration.ofMinutes(20), Duration.ofHours(6), 1.0);
      default -> rounds(simulation, Duration.ofHours(10), Duration.ofDays(1), 0.06);
    }
  }

  /** Rounds in which each role is visited with probability {@code share}. */
  private void rounds(Simulation simulation, Duration offset, Duration step, double share) {
    simulation.schedule().every(offset, step, now -> round(simulation, now, share));
  }

  private void round(Simulation simulation, Instant now, double share) {
    SeededRandom random = simulation.random("vendor", vendor.name(), now.toString());
    Instant time = now;
    for (Role role : vendor.roles()) {
      if (random.chance(share)) {
        visit(simulation.caller(random, Client.boto3(vendor.address()), time, null), role);
        time = time.plus(random.between(Duration.ofSeconds(4), Duration.ofSeconds(40)));
      }
    }
  }

  private void visit(Caller caller, Role role) {
    AssumeRoleOptions options =
        AssumeRoleOptions.named(vendor.name() + "-scan").withExternalId(vendor.externalId());
    caller.assumeFromOutside(vendor, role, options).pauseSeconds(1);
    switch (vendor.name()) {
      case "posture" -> caller.call(Ec2.describeInstances(), Iam.listRoles(), S3.listBuckets());
      case "observability" -> caller.call(Ec2.describeInstances(), Operations.metricData());
      default -> {
        String bucket = role.account().bucket("support");
        caller.call(Data.describeDatabases(), S3.listObjects(bucket, "tickets/"));
        String ticket = "tickets/" + caller.random().below(90) + ".txt";
        caller.call(S3.getObject(bucket, ticket, 2_000));
      }
    }
  }
}
