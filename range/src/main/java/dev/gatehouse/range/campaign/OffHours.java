package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Shell;
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
  public void run(Attack attack) {
    List<Person> people = attack.org().people(Person.Job.DATABASE);
    Person person = people.get(0);
    int nights = attack.loud() ? 1 : 3;
    for (int i = 0; i < nights; i++) {
      long day = i;
      attack.after(
          Duration.ofDays(day),
          now -> {
            Instant night =
                now.atZone(person.zone())
                    .toLocalDate()
                    .plusDays(1)
                    .atTime(3, 10)
                    .atZone(person.zone())
                    .toInstant();
            attack.world().agenda().at(night, at -> work(attack, person, at));
          });
    }
  }

  private static void work(Attack attack, Person person, Instant now) {
    Client client = Client.sdk(person.homeAddress(), person.userAgent());
    List<Account> accounts = person.accounts();
    Instant time = now;
    for (Account account : attack.loud() ? accounts : accounts.subList(0, 1)) {
      Label access = attack.stage("initial-access", "T1078.004");
      Shell shell = attack.shell(client, time).label(access);
      shell.use(
          attack
              .world()
              .desk()
              .signIns()
              .permissionSet(
                  person,
                  attack.org().permissionSet(account, "DatabaseOperator"),
                  client,
                  time,
                  8 * 3600,
                  access,
                  attack.random()));
      shell.wait(Duration.ofSeconds(10)).label(attack.stage("credential-access", "T1555.006"));
      shell.call(Data.describeDatabases(), Data.listSecrets());
      shell.call(Data.getSecret(account, account.unit() + "/database"));
      if (attack.loud()) {
        shell.label(attack.stage("exfiltration", "T1537"));
        shell.call(Data.shareSnapshot("nightly-latest", "100099990003"));
      }
      time = shell.now().plusSeconds(30);
    }
  }
}
