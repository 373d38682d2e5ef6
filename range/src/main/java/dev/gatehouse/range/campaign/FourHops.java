package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.call.Asking;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.truth.Label;
import java.time.Duration;
import java.time.Instant;

/** Four assumptions in a row, each allowed, none of them usual together. */
final class FourHops implements Campaign {
  @Override
  public String id() {
    return "four-hop-chain";
  }

  @Override
  public String summary() {
    return "A stolen session assumes four roles in a row to reach the one that exports a database.";
  }

  @Override
  public void run(Attack attack) {
    attack.after(Duration.ZERO, now -> chain(attack, now));
  }

  private static void chain(Attack attack, Instant now) {
    var platform = attack.org().people(Person.Job.PLATFORM);
    Person person = platform.get(platform.size() - 1);
    Account shared = attack.org().first("shared");
    Account target = attack.org().first("prod");
    Role set = attack.org().permissionSet(shared, "PlatformEngineer");
    Client client =
        attack.loud() ? attack.commandLine() : Client.sdk(person.homeAddress(), person.userAgent());
    Label access = attack.stage("initial-access", "T1078.004");
    Shell shell = attack.shell(client, now).label(access);
    shell.use(attack.stolen(person, set, client, now, access));
    shell.wait(Duration.ofSeconds(30)).call(Operations.callerIdentity());
    shell.label(attack.stage("role-chain", "T1550.001"));
    shell.assume(attack.org().role(shared, "platform-admin"), Asking.as(person.email()));
    shell.assume(attack.org().role(target, "deploy"), Asking.as(person.email()));
    shell.assume(attack.org().role(target, "database-migration"), Asking.as("migrate"));
    shell.assume(attack.org().role(target, "database-export"), Asking.as("export"));
    shell.label(attack.stage("collection", "T1530"));
    shell.call(Data.describeDatabases());
    int parts = attack.loud() ? 25 : 4;
    for (int i = 0; i < parts; i++) {
      shell.call(S3.getObject(target.bucket("exports"), "dump/part-" + i, 80_000_000));
    }
  }
}
