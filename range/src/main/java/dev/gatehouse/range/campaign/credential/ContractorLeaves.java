package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.truth.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A contractor goes where the contract does not. */
final class ContractorLeaves implements Campaign {
  @Override
  public String id() {
    return "contractor-leaves";
  }

  @Override
  public String summary() {
    return "A contractor uses a permission set in another business unit's account.";
  }

  @Override
  public void run(CampaignRun run) {
    int visits = run.loud() ? 1 : 3;
    for (int i = 0; i < visits; i++) {
      run.after(Duration.ofHours(24L * i), now -> stray(run, now));
    }
  }

  private static void stray(CampaignRun run, Instant now) {
    Person person =
        run.org().people(Person.Job.ENGINEER).stream()
            .filter(Person::contractor)
            .findFirst()
            .orElseGet(() -> run.org().people(Person.Job.ENGINEER).get(0));
    List<Account> foreign =
        run.org().services().stream()
            .filter(account -> !account.unit().equals(person.unit()))
            .toList();
    if (foreign.isEmpty()) {
      foreign = run.org().of("prod");
    }
    Client client = Client.sdk(person.homeAddress(), person.userAgent());
    int count = run.loud() ? Math.min(5, foreign.size()) : 1;
    Instant time = now;
    for (Account account : foreign.subList(0, count)) {
      Label access = run.stage("initial-access", "T1078.004");
      Caller caller = run.caller(client, time).label(access);
      caller.use(
          run.simulation()
              .aws()
              .signIns()
              .permissionSet(
                  person,
                  run.org().permissionSet(account, "ReadOnlyAccess"),
                  client,
                  time,
                  8 * 3600,
                  access,
                  run.random()));
      caller.wait(Duration.ofSeconds(10)).label(run.stage("collection", "T1530"));
      caller.call(S3.listBuckets());
      caller.call(S3.getObject(account.bucket("lake"), "customers/all.parquet", 9_000_000));
      time = caller.now().plusSeconds(60);
    }
  }
}
