package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.truth.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Work across accounts in the middle of the night. */
final class OffHours implements Campaign {
  @Override
  public String id() {
    return "off-hours";
  }

  @Override
  public String summary() {
    return "A database operator crosses into other accounts in the middle of the own night.";
  }

  @Override
  public void run(CampaignRun run) {
    List<Person> people = run.org().people(Person.Job.DATABASE);
    Person person = people.get(0);
    int nights = run.loud() ? 1 : 3;
    for (int i = 0; i < nights; i++) {
      long day = i;
      run.after(
          Duration.ofDays(day),
          now -> {
            Instant night =
                now.atZone(person.zone())
                    .toLocalDate()
                    .plusDays(1)
                    .atTime(3, 10)
                    .atZone(person.zone())
                    .toInstant();
            run.simulation().schedule().at(night, at -> work(run, person, at));
          });
    }
  }

  private static void work(CampaignRun run, Person person, Instant now) {
    Client client = Client.sdk(person.homeAddress(), person.userAgent());
    List<Account> accounts = person.accounts();
    Instant time = now;
    for (Account account : run.loud() ? accounts : accounts.subList(0, 1)) {
      Label access = run.stage("initial-access", "T1078.004");
      Caller caller = run.caller(client, time).label(access);
      caller.use(
          run.simulation()
              .aws()
              .signIns()
              .permissionSet(
                  person,
                  run.org().permissionSet(account, "DatabaseOperator"),
                  client,
                  time,
                  8 * 3600,
                  access,
                  run.random()));
      caller.wait(Duration.ofSeconds(10)).label(run.stage("credential-access", "T1555.006"));
      caller.call(Data.describeDatabases(), Data.listSecrets());
      caller.call(Data.getSecret(account, account.unit() + "/database"));
      if (run.loud()) {
        caller.label(run.stage("exfiltration", "T1537"));
        caller.call(Data.shareSnapshot("nightly-latest", "100099990003"));
      }
      time = caller.now().plusSeconds(30);
    }
  }
}
