package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.AssumeRoleOptions;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
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
  public void run(CampaignRun run) {
    run.after(Duration.ZERO, now -> chain(run, now));
  }

  private static void chain(CampaignRun run, Instant now) {
    var platform = run.org().people(Person.Job.PLATFORM);
    Person person = platform.get(platform.size() - 1);
    Account shared = run.org().first("shared");
    Account target = run.org().first("prod");
    Role set = run.org().permissionSet(shared, "PlatformEngineer");
    Client client =
        run.loud() ? run.commandLine() : Client.sdk(person.homeAddress(), person.userAgent());
    Label access = run.stage("initial-access", "T1078.004");
    Caller caller = run.caller(client, now).label(access);
    caller.use(run.stolen(person, set, client, now, access));
    caller.wait(Duration.ofSeconds(30)).call(Operations.callerIdentity());
    caller.label(run.stage("role-chain", "T1550.001"));
    caller.assume(run.org().role(shared, "platform-admin"), AssumeRoleOptions.as(person.email()));
    caller.assume(run.org().role(target, "deploy"), AssumeRoleOptions.as(person.email()));
    caller.assume(run.org().role(target, "database-migration"), AssumeRoleOptions.as("migrate"));
    caller.assume(run.org().role(target, "database-export"), AssumeRoleOptions.as("export"));
    caller.label(run.stage("collection", "T1530"));
    caller.call(Data.describeDatabases());
    int parts = run.loud() ? 25 : 4;
    for (int i = 0; i < parts; i++) {
      caller.call(S3.getObject(target.bucket("exports"), "dump/part-" + i, 80_000_000));
    }
  }
}
