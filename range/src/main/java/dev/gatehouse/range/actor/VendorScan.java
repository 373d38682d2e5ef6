package dev.gatehouse.range.actor;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.call.Asking;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Session;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.org.Vendor;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.sim.World;
import java.time.Duration;
import java.time.Instant;

/** A vendor's daily or hourly round through the roles it was given. */
final class VendorScan implements Actor {
  private final Vendor vendor;

  VendorScan(Vendor vendor) {
    this.vendor = vendor;
  }

  @Override
  public void begin(World world) {
    Instant start = world.agenda().start();
    switch (vendor.name()) {
      case "posture" ->
          world
              .agenda()
              .every(
                  start.plus(Duration.ofHours(4)),
                  Duration.ofDays(1),
                  now -> round(world, now, 1.0));
      case "observability" ->
          world
              .agenda()
              .every(
                  start.plus(Duration.ofMinutes(20)),
                  Duration.ofHours(6),
                  now -> round(world, now, 1.0));
      default ->
          world
              .agenda()
              .every(
                  start.plus(Duration.ofHours(10)),
                  Duration.ofDays(1),
                  now -> round(world, now, 0.06));
    }
  }

  private void round(World world, Instant now, double share) {
    SeededRandom random = world.random("vendor", vendor.name(), now.toString());
    Instant time = now;
    for (Role role : vendor.roles()) {
      if (!random.chance(share)) {
        continue;
      }
      visit(world, random, role, time);
      time = time.plus(random.between(Duration.ofSeconds(4), Duration.ofSeconds(40)));
    }
  }

  private void visit(World world, SeededRandom random, Role role, Instant time) {
    Client client = Client.boto3(vendor.address());
    Session session =
        world
            .desk()
            .tokens()
            .outside(
                vendor,
                client,
                time,
                role,
                Asking.as(vendor.name() + "-scan").external(vendor.externalId()),
                null,
                random);
    Shell shell = world.shell(random, client, time.plusSeconds(1), null).use(session);
    switch (vendor.name()) {
      case "posture" -> shell.call(Ec2.describeInstances(), Iam.listRoles(), S3.listBuckets());
      case "observability" -> shell.call(Ec2.describeInstances(), Operations.metricData());
      default -> {
        String bucket = role.account().bucket("support");
        shell.call(Data.describeDatabases(), S3.listObjects(bucket, "tickets/"));
        shell.call(S3.getObject(bucket, "tickets/" + random.below(90) + ".txt", 2_000));
      }
    }
  }
}
