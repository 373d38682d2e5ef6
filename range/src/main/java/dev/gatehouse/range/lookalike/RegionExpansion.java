package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.scenario.LookAlike;
import dev.gatehouse.range.scenario.LookAlikeRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The company opens a region. */
final class RegionExpansion extends LookAlike {
  RegionExpansion() {
    super(
        "region-expansion",
        "Networks and machines are set up in a region that was empty, announced.");
  }

  private static final String REGION = "eu-north-1";

  @Override
  public void begin(LookAlikeRun run) {
    run.atStart(now -> open(run, now));
  }

  private static void open(LookAlikeRun run, Instant now) {
    Person person = run.org().people(Person.Job.PLATFORM).get(0);
    Account account = person.accounts().get(person.accounts().size() - 1);
    Client client = Client.terraform(person.officeAddress());
    run.announce(
        "expansion",
        "Open " + REGION,
        Duration.ofHours(3),
        List.of(account),
        List.of(person.email()));
    Caller caller = run.caller(person, account, "PlatformEngineer", client, now).pauseSeconds(5);
    caller.call(Ec2.describeVpcs().in(REGION), Ec2.describeSubnets().in(REGION));
    for (int i = 0; i < 4; i++) {
      caller.call(Ec2.runInstances("m7g.large", run.random()).in(REGION));
    }
    caller.call(Ec2.describeInstances().in(REGION));
  }
}
