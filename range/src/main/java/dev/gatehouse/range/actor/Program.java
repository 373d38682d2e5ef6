package dev.gatehouse.range.actor;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;

/** A program outside AWS with a long-term key: a nightly backup, a report every two hours. */
public final class Program implements Actor {
  private final IamUser user;

  Program(IamUser user) {
    this.user = user;
  }

  /** Where such programs run. */
  public static Client client() {
    return Client.sdk("192.0.2.67", "aws-sdk-go/1.44.157 (go1.19.3; linux; amd64) S3Manager");
  }

  @Override
  public void begin(Simulation simulation) {
    if (user.name().equals("backup-agent")) {
      simulation
          .schedule()
          .every(Duration.ofMinutes(130), Duration.ofDays(1), now -> backUp(simulation, now));
    } else {
      simulation
          .schedule()
          .every(Duration.ofMinutes(7), Duration.ofHours(2), now -> report(simulation, now));
    }
  }

  private void backUp(Simulation simulation, Instant now) {
    Caller caller = caller(simulation, now).call(Ec2.describeVolumes());
    for (int i = 0; i < 4; i++) {
      String snapshot = "snap-0" + caller.random().hex(16);
      caller.call(Ec2.createSnapshot("vol-0a1b2c3d4e5f6a7b" + i, snapshot));
    }
    String day = now.toString().substring(0, 10);
    caller.call(S3.putObject(user.account().bucket("backup"), "db/" + day));
  }

  private void report(Simulation simulation, Instant now) {
    String bucket = user.account().bucket("reports");
    caller(simulation, now)
        .call(
            S3.bucketLocation(bucket),
            S3.listObjects(bucket, "daily/"),
            S3.getObject(bucket, "daily/latest.csv", 44_000));
  }

  private Caller caller(Simulation simulation, Instant now) {
    return simulation
        .caller(simulation.random("program", user.name(), now.toString()), client(), now, null)
        .useKey(user);
  }
}
