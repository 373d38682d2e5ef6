package dev.gatehouse.range.actor;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.org.Place;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/** Somebody who still has an IAM user: MFA sessions on the command line, the console at times. */
final class LegacyUser implements Actor {
  private static final String COMMAND_LINE =
      "aws-cli/1.37.11 md/Botocore#1.36.11 ua/2.0 os/macos#24.2.0 md/arch#x86_64"
          + " lang/python#3.11.9 md/pyimpl#CPython cfg/retry-mode#legacy";

  private final IamUser user;

  LegacyUser(IamUser user) {
    this.user = user;
  }

  @Override
  public void begin(Simulation simulation) {
    simulation.schedule().daily(day -> plan(simulation, day));
  }

  private void plan(Simulation simulation, LocalDate day) {
    SeededRandom random = simulation.random("legacy", user.name(), day.toString());
    if (WorkCalendar.weekend(day) || random.chance(0.15)) {
      return;
    }
    Instant morning = day.atStartOfDay(Place.BERLIN.zone()).toInstant();
    Instant time = morning.plusSeconds((long) (random.normal(9.5, 0.6) * 3600));
    simulation.schedule().at(time, now -> work(simulation, random, now));
  }

  private void work(Simulation simulation, SeededRandom random, Instant now) {
    String address = random.chance(0.7) ? Place.BERLIN.office(1) : Place.BERLIN.home(900);
    boolean console = random.chance(0.3);
    Client client = console ? Client.console(address) : Client.sdk(address, COMMAND_LINE);
    Caller caller = simulation.caller(random, client, now, null);
    if (console) {
      caller.signInToConsole(user, true);
    } else if (user.name().equals("m.keller")) {
      caller.getSessionToken(user, 43200);
    } else {
      caller.useKey(user);
    }
    caller.pause(Duration.ofSeconds(3), Duration.ofSeconds(60));
    caller.call(Ec2.describeInstances(), S3.listBuckets(), Operations.describeAlarms());
    caller.pause(Duration.ofMinutes(4), Duration.ofMinutes(50));
    caller.call(Ec2.describeVolumes(), Iam.getUser(user.name()));
    if (user.name().equals("t.lindqvist") && random.chance(0.4)) {
      caller.assume(simulation.org().role(user.account(), "legacy-admin"), "t.lindqvist");
      caller.call(Ec2.describeSecurityGroups(), Operations.listFunctions());
    }
  }
}
