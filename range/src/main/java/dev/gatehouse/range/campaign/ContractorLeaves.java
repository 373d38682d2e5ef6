package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Shell;
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
  public void run(Attack attack) {
    int visits = attack.loud() ? 1 : 3;
    for (int i = 0; i < visits; i++) {
      attack.after(Duration.ofHours(24L * i), now -> stray(attack, now));
    }
  }

  private static void stray(Attack attack, Instant now) {
    Person person =
        attack.org().people(Person.Job.ENGINEER).stream()
            .filter(Person::contractor)
            .findFirst()
            .orElseGet(() -> attack.org().people(Person.Job.ENGINEER).get(0));
    List<Account> foreign =
        attack.org().services().stream()
            .filter(account -> !account.unit().equals(person.unit()))
            .toList();
    if (foreign.isEmpty()) {
      foreign = attack.org().of("prod");
    }
    Client client = Client.sdk(person.homeAddress(), person.userAgent());
    int count = attack.loud() ? Math.min(5, foreign.size()) : 1;
    Instant time = now;
    for (Account account : foreign.subList(0, count)) {
      Label access = attack.stage("initial-access", "T1078.004");
      Shell shell = attack.shell(client, time).label(access);
      shell.use(
          attack
              .world()
              .desk()
              .signIns()
              .permissionSet(
                  person,
                  attack.org().permissionSet(account, "ReadOnlyAccess"),
                  client,
                  time,
                  8 * 3600,
                  access,
                  attack.random()));
      shell.wait(Duration.ofSeconds(10)).label(attack.stage("collection", "T1530"));
      shell.call(S3.listBuckets());
      shell.call(S3.getObject(account.bucket("lake"), "customers/all.parquet", 9_000_000));
      time = shell.now().plusSeconds(60);
    }
  }
}
