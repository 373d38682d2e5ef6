package dev.gatehouse.range.actor;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.StsTokens;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;

/** A program outside AWS with a long-term key: a nightly backup, an hourly export. */
final class Program implements Actor {
  private final IamUser user;

  Program(IamUser user) {
    this.user = user;
  }

  /** Where such programs run. */
  static Client home() {
    return Client.sdk("192.0.2.67", "aws-sdk-go/1.44.157 (go1.19.3; linux; amd64) S3Manager");
  }

  @Override
  public void begin(Simulation simulation) {
    Instant start = simulation.schedule().start();
    if (user.name().equals("backup-agent")) {
      simulation
          .schedule()
          .every(
              start.plus(Duration.ofMinutes(130)),
              Duration.ofDays(1),
              now -> backup(simulation, now));
    } else {
      simulation
          .schedule()
          .every(
              start.plus(Duration.ofMinutes(7)),
              Duration.ofHours(2),
              now -> export(simulation, now));
    }
  }

  private void backup(Simulation simulation, Instant now) {
    SeededRandom random = simulation.random("program", user.name(), now.toString());
    Caller caller = simulation.caller(random, home(), now, null).use(StsTokens.key(user));
    caller.call(Ec2.describeVolumes());
    for (int i = 0; i < 4; i++) {
      caller.call(Ec2.createSnapshot("vol-0a1b2c3d4e5f6a7b" + i, "snap-0" + random.hex(16)));
    }
    caller.call(
        S3.putObject(user.account().bucket("backup"), "db/" + now.toString().substring(0, 10)));
  }

  private void export(Simulation simulation, Instant now) {
    SeededRandom random = simulation.random("program", user.name(), now.toString());
    Account account = user.account();
    Caller caller = simulation.caller(random, home(), now, null).use(StsTokens.key(user));
    caller.call(S3.bucketLocation(account.bucket("reports")));
    caller.call(S3.listObjects(account.bucket("reports"), "daily/"));
    caller.call(S3.getObject(account.bucket("reports"), "daily/latest.csv", 44_000));
  }
}
