package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The company opens a region. */
final class RegionExpansion implements LookAlike {
  @Override
  public String id() {
    return "region-expansion";
  }

  @Override
  public String summary() {
    return "Networks and machines are set up in a region that was empty, announced.";
  }

  @Override
  public void run(LookAlikeRun run) {
    run.after(Duration.ZERO, now -> open(run, now));
  }

  private static void open(LookAlikeRun run, Instant now) {
    Person person = run.org().people(Person.Job.PLATFORM).get(0);
    List<Account> accounts = person.accounts();
    Account account = accounts.get(accounts.size() - 1);
    Client client = Client.terraform(person.officeAddress());
    String region = "eu-north-1";
    run.announce(
        "expansion",
        "Open " + region,
        now,
        Duration.ofHours(3),
        List.of(account),
        List.of(person.email()));
    Caller caller = run.caller(client, now);
    caller.use(run.session(person, account, "PlatformEngineer", client, now));
    caller.wait(Duration.ofSeconds(5));
    caller.call(Ec2.describeVpcs().in(region), Ec2.describeSubnets().in(region));
    for (int i = 0; i < 4; i++) {
      caller.call(
          Ec2.runInstances(
                  "ami-0" + run.random().hex(16), "m7g.large", "i-0" + run.random().hex(16))
              .in(region));
    }
    caller.call(Ec2.describeInstances().in(region));
  }
}
