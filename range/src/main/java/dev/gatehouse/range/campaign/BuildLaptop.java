package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.call.Asking;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Session;
import dev.gatehouse.range.call.Shell;
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
  public void run(Attack attack) {
    attack.after(Duration.ZERO, now -> enter(attack, now));
  }

  private static void enter(Attack attack, Instant now) {
    Account shared = attack.org().first("shared");
    Person person = attack.org().people(Person.Job.PLATFORM).get(0);
    Role set = attack.org().permissionSet(shared, "PlatformEngineer");
    Client client = attack.commandLine();
    Label access = attack.stage("initial-access", "T1078.004");
    Shell shell = attack.shell(client, now).label(access);
    shell.use(attack.stolen(person, set, client, now, access));
    shell.wait(Duration.ofSeconds(20));
    shell.call(Operations.callerIdentity());
    shell.label(attack.stage("discovery", "T1580"));
    shell.call(Iam.listRoles(), Ec2.describeInstances());
    shell.label(attack.stage("role-chain", "T1550.001"));
    shell.assume(
        attack.org().role(shared, "platform-admin"),
        Asking.as(person.email()).source(attack.loud() ? null : person.email()));
    Session admin = shell.session();
    List<Account> targets = attack.org().of("prod");
    int count = attack.loud() ? targets.size() : Math.min(2, targets.size());
    for (Account target : targets.subList(0, count)) {
      shell.label(attack.stage("role-chain", "T1550.001")).use(admin);
      if (shell.now().isAfter(admin.expires().minus(Duration.ofMinutes(40)))) {
        break;
      }
      database(attack, shell, target);
    }
  }

  private static void database(Attack attack, Shell shell, Account target) {
    String database = target.unit() + "-primary";
    String snapshot = "copy-" + attack.random().hex(6);
    shell.assume(
        attack.org().role(target, "deploy"), Asking.as("deploy-" + target.unit() + "-api"));
    shell.label(attack.stage("discovery-databases", "T1526")).call(Data.describeDatabases());
    shell.label(attack.stage("role-chain", "T1550.001"));
    shell.assume(
        attack.org().role(target, "database-migration"), Asking.as("migrate-" + target.unit()));
    shell.label(attack.stage("credential-access", "T1555.006"));
    shell.call(Data.listSecrets(), Data.getSecret(target, target.unit() + "/database"));
    shell.via(
        "secretsmanager.amazonaws.com", Data.decryptSecret(target, target.unit() + "/database"));
    shell.label(attack.stage("exfiltration", "T1537"));
    shell.call(Data.createSnapshot(target, database, snapshot));
    if (attack.loud()) {
      shell.call(Data.shareSnapshot(snapshot, "100099990001"));
    }
  }
}
