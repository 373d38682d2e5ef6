package dev.gatehouse.range.campaign.credential;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Work across accounts in the middle of the night. */
public final class OffHours extends Campaign {
  public OffHours() {
    super(
        "off-hours",
        "A database operator crosses into other accounts in the middle of the own night.");
  }

  @Override
  public void begin(CampaignRun run) {
    Person person = run.org().people(Person.Job.DATABASE).get(0);
    int nights = run.loud() ? 1 : 3;
    for (int i = 0; i < nights; i++) {
      run.after(
          Duration.ofDays(i),
          now ->
              run.simulation()
                  .schedule()
                  .at(nextNight(person, now), night -> work(run, person, night)));
    }
  }

  private static Instant nextNight(Person person, Instant now) {
    LocalDate tomorrow = LocalDate.ofInstant(now, person.zone()).plusDays(1);
    return tomorrow.atTime(3, 10).atZone(person.zone()).toInstant();
  }

  private static void work(CampaignRun run, Person person, Instant night) {
    Client client = Client.sdk(person.homeAddress(), person.userAgent());
    List<Account> accounts = person.accounts();
    Instant time = night;
    for (Account account : run.loud() ? accounts : accounts.subList(0, 1)) {
      Caller caller = run.attacker(client, time).label(run.stage("initial-access", "T1078.004"));
      caller.usePermissionSet(
          person, run.org().permissionSet(account, "DatabaseOperator"), 8 * 3600);
      caller.pauseSeconds(10).label(run.stage("credential-access", "T1555.006"));
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
