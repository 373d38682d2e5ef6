package dev.gatehouse.range.campaign.chain;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Instant;
import java.util.List;

/** Four assumptions in a row, each allowed, none of them usual together. */
public final class FourHops extends Campaign {
  public FourHops() {
    super(
        "four-hop-chain",
        "A stolen session assumes four roles in a row to reach the one that exports a database.");
  }

  @Override
  public void begin(CampaignRun run) {
    run.atStart(now -> chain(run, now));
  }

  private static void chain(CampaignRun run, Instant now) {
    List<Person> platform = run.org().people(Person.Job.PLATFORM);
    Person person = platform.get(platform.size() - 1);
    Account shared = run.org().first("shared");
    Account target = run.org().first("prod");
    Client client =
        run.loud() ? run.commandLine() : Client.sdk(person.homeAddress(), person.userAgent());
    Caller caller = run.attacker(client, now).label(run.stage("initial-access", "T1078.004"));
    run.takeSession(caller, person, run.org().permissionSet(shared, "PlatformEngineer"));
    caller.pauseSeconds(30).call(Operations.callerIdentity());
    caller.label(run.stage("role-chain", "T1550.001"));
    caller.assume(run.org().role(shared, "platform-admin"), person.email());
    caller.assume(run.org().role(target, "deploy"), person.email());
    caller.assume(run.org().role(target, "database-migration"), "migrate");
    caller.assume(run.org().role(target, "database-export"), "export");
    caller.label(run.stage("collection", "T1530"));
    caller.call(Data.describeDatabases());
    int parts = run.loud() ? 25 : 4;
    for (int i = 0; i < parts; i++) {
      caller.call(S3.getObject(target.bucket("exports"), "dump/part-" + i, 80_000_000));
    }
  }
}
