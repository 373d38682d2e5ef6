package dev.gatehouse.range.actor;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.call.Tokens;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.sim.World;
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
  public void begin(World world) {
    Instant start = world.agenda().start();
    if (user.name().equals("backup-agent")) {
      world
          .agenda()
          .every(
              start.plus(Duration.ofMinutes(130)), Duration.ofDays(1), now -> backup(world, now));
    } else {
      world
          .agenda()
          .every(start.plus(Duration.ofMinutes(7)), Duration.ofHours(2), now -> export(world, now));
    }
  }

  private void backup(World world, Instant now) {
    SeededRandom random = world.random("program", user.name(), now.toString());
    Shell shell = world.shell(random, home(), now, null).use(Tokens.key(user));
    shell.call(Ec2.describeVolumes());
    for (int i = 0; i < 4; i++) {
      shell.call(Ec2.createSnapshot("vol-0a1b2c3d4e5f6a7b" + i, "snap-0" + random.hex(16)));
    }
    shell.call(
        S3.putObject(user.account().bucket("backup"), "db/" + now.toString().substring(0, 10)));
  }

  private void export(World world, Instant now) {
    SeededRandom random = world.random("program", user.name(), now.toString());
    Account account = user.account();
    Shell shell = world.shell(random, home(), now, null).use(Tokens.key(user));
    shell.call(S3.bucketLocation(account.bucket("reports")));
    shell.call(S3.listObjects(account.bucket("reports"), "daily/"));
    shell.call(S3.getObject(account.bucket("reports"), "daily/latest.csv", 44_000));
  }
}
