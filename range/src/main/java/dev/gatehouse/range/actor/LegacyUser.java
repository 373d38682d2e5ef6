package dev.gatehouse.range.actor;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.AssumeRoleOptions;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.StsTokens;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.org.Place;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Somebody who still has an IAM user: MFA sessions on the command line, the console at times. */
final class LegacyUser implements Actor {
  private final IamUser user;

  LegacyUser(IamUser user) {
    this.user = user;
  }

  @Override
  public void begin(Simulation simulation) {
    simulation.schedule().daily(midnight -> plan(simulation, midnight));
  }

  private void plan(Simulation simulation, Instant midnight) {
    LocalDate day = midnight.atZone(ZoneOffset.UTC).toLocalDate();
    SeededRandom random = simulation.random("legacy", user.name(), day.toString());
    if (WorkCalendar.weekend(day) || random.chance(0.15)) {
      return;
    }
    Instant time =
        day.atStartOfDay(Place.BERLIN.zone())
            .toInstant()
            .plusSeconds((long) (random.normal(9.5, 0.6) * 3600));
    simulation.schedule().at(time, now -> work(simulation, random, now));
  }

  private void work(Simulation simulation, SeededRandom random, Instant now) {
    String address = random.chance(0.7) ? Place.BERLIN.office(1) : Place.BERLIN.home(900);
    boolean console = random.chance(0.3);
    Client client =
        console
            ? Client.console(address)
            : Client.sdk(
                address,
                "aws-cli/1.37.11 md/Botocore#1.36.11 ua/2.0 os/macos#24.2.0 md/arch#x86_64"
                    + " lang/python#3.11.9 md/pyimpl#CPython cfg/retry-mode#legacy");
    Caller caller = simulation.caller(random, client, now, null);
    if (console) {
      caller.use(simulation.aws().signIns().console(user, client, now, true, null, random));
    } else if (user.name().equals("m.keller")) {
      caller.use(simulation.aws().tokens().sessionToken(user, client, now, 43200, null, random));
    } else {
      caller.use(StsTokens.key(user));
    }
    caller.wait(Duration.ofSeconds(3), Duration.ofSeconds(60));
    caller.call(Ec2.describeInstances(), S3.listBuckets(), Operations.describeAlarms());
    caller.wait(Duration.ofMinutes(4), Duration.ofMinutes(50));
    caller.call(Ec2.describeVolumes(), Iam.getUser(user.name()));
    if (user.name().equals("t.lindqvist") && random.chance(0.4)) {
      caller.assume(
          simulation.org().role(user.account(), "legacy-admin"),
          AssumeRoleOptions.as("t.lindqvist"));
      caller.call(Ec2.describeSecurityGroups(), Operations.listFunctions());
    }
  }
}
