package dev.gatehouse.range.campaign.credential;

import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A contractor goes where the contract does not. */
public final class ContractorLeaves extends Campaign {
  public ContractorLeaves() {
    super(
        "contractor-leaves",
        "A contractor uses a permission set in another business unit's account.");
  }

  @Override
  public void begin(CampaignRun run) {
    int visits = run.loud() ? 1 : 3;
    for (int i = 0; i < visits; i++) {
      run.after(Duration.ofDays(i), now -> stray(run, now));
    }
  }

  private static void stray(CampaignRun run, Instant now) {
    List<Person> engineers = run.org().people(Person.Job.ENGINEER);
    Person person =
        engineers.stream().filter(Person::contractor).findFirst().orElse(engineers.get(0));
    Client client = Client.sdk(person.homeAddress(), person.userAgent());
    List<Account> foreign = foreign(run, person);
    int count = run.loud() ? Math.min(5, foreign.size()) : 1;
    Instant time = now;
    for (Account account : foreign.subList(0, count)) {
      Caller caller = run.attacker(client, time).label(run.stage("initial-access", "T1078.004"));
      caller.usePermissionSet(person, run.org().permissionSet(account, "ReadOnlyAccess"), 8 * 3600);
      caller.pauseSeconds(10).label(run.stage("collection", "T1530"));
      caller.call(S3.listBuckets());
      caller.call(S3.getObject(account.bucket("lake"), "customers/all.parquet", 9_000_000));
      time = caller.now().plusSeconds(60);
    }
  }

  private static List<Account> foreign(CampaignRun run, Person person) {
    List<Account> foreign =
        run.org().services().stream()
            .filter(account -> !account.unit().equals(person.unit()))
            .toList();
    return foreign.isEmpty() ? run.org().of("prod") : foreign;
  }
}
