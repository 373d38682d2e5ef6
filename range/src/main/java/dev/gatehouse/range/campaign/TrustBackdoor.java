package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.call.Asking;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Document;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.org.Vendor;
import dev.gatehouse.range.truth.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A trust policy is opened to an account outside. */
final class TrustBackdoor implements Campaign {
  @Override
  public String id() {
    return "trust-backdoor";
  }

  @Override
  public String summary() {
    return "A role's trust policy is opened to an outside account, which comes in later.";
  }

  @Override
  public void run(Attack attack) {
    attack.after(Duration.ZERO, now -> open(attack, now));
    attack.after(
        attack.loud() ? Duration.ofMinutes(10) : Duration.ofHours(31), now -> enter(attack, now));
  }

  private static Role door(Attack attack) {
    List<Account> targets = attack.org().of(attack.loud() ? "prod" : "staging");
    Account account = (targets.isEmpty() ? attack.org().of("prod") : targets).get(0);
    return attack.org().role(account, "legacy-admin");
  }

  private static void open(Attack attack, Instant now) {
    Role role = door(attack);
    Person person = attack.org().people(Person.Job.PLATFORM).get(0);
    Role set = attack.org().permissionSet(role.account(), "PlatformEngineer");
    Label access = attack.stage("initial-access", "T1078.004");
    Client client = attack.commandLine();
    Shell shell = attack.shell(client, now).label(access);
    shell.use(attack.stolen(person, set, client, now, access)).wait(Duration.ofSeconds(9));
    shell.call(Operations.callerIdentity(), Iam.getRole(role.name()));
    shell.label(attack.stage("persistence", "T1098.003"));
    shell.call(
        Iam.updateAssumeRolePolicy(
            role.name(),
            Document.and(role.trust(), Document.trustAws(null, "arn:aws:iam::100099990002:root"))));
  }

  private static void enter(Attack attack, Instant now) {
    Role role = door(attack);
    Vendor stranger =
        new Vendor(
            "stranger",
            "100099990002",
            attack.random().id("AIDAEXAMPLEX", 21),
            null,
            attack.address(),
            List.of(role));
    Client client = attack.commandLine();
    Label label = attack.stage("initial-access-outside", "T1199");
    Shell shell = attack.shell(client, now).label(label);
    shell.use(
        attack
            .world()
            .desk()
            .tokens()
            .outside(stranger, client, now, role, Asking.as("r"), label, attack.random()));
    shell.wait(Duration.ofSeconds(4)).label(attack.stage("discovery", "T1580"));
    shell.call(Operations.callerIdentity(), S3.listBuckets(), Ec2.describeInstances());
  }
}
