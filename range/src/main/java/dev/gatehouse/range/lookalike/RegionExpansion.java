package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The company opens a region. */
final class RegionExpansion implements Resemblance {
  @Override
  public String id() {
    return "region-expansion";
  }

  @Override
  public String summary() {
    return "Networks and machines are set up in a region that was empty, announced.";
  }

  @Override
  public void run(Occasion occasion) {
    occasion.after(Duration.ZERO, now -> open(occasion, now));
  }

  private static void open(Occasion occasion, Instant now) {
    Person person = occasion.org().people(Person.Job.PLATFORM).get(0);
    List<Account> accounts = person.accounts();
    Account account = accounts.get(accounts.size() - 1);
    Client client = Client.terraform(person.officeAddress());
    String region = "eu-north-1";
    occasion.announce(
        "expansion",
        "Open " + region,
        now,
        Duration.ofHours(3),
        List.of(account),
        List.of(person.email()));
    Shell shell = occasion.shell(client, now);
    shell.use(occasion.session(person, account, "PlatformEngineer", client, now));
    shell.wait(Duration.ofSeconds(5));
    shell.call(Ec2.describeVpcs().in(region), Ec2.describeSubnets().in(region));
    for (int i = 0; i < 4; i++) {
      shell.call(
          Ec2.runInstances(
                  "ami-0" + occasion.random().hex(16),
                  "m7g.large",
                  "i-0" + occasion.random().hex(16))
              .in(region));
    }
    shell.call(Ec2.describeInstances().in(region));
  }
}
