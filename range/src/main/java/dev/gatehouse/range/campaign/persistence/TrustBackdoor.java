package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.AssumeRoleOptions;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.PolicyDocument;
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
  public void run(CampaignRun run) {
    run.after(Duration.ZERO, now -> open(run, now));
    run.after(run.loud() ? Duration.ofMinutes(10) : Duration.ofHours(31), now -> enter(run, now));
  }

  private static Role door(CampaignRun run) {
    List<Account> targets = run.org().of(run.loud() ? "prod" : "staging");
    Account account = (targets.isEmpty() ? run.org().of("prod") : targets).get(0);
    return run.org().role(account, "legacy-admin");
  }

  private static void open(CampaignRun run, Instant now) {
    Role role = door(run);
    Person person = run.org().people(Person.Job.PLATFORM).get(0);
    Role set = run.org().permissionSet(role.account(), "PlatformEngineer");
    Label access = run.stage("initial-access", "T1078.004");
    Client client = run.commandLine();
    Caller caller = run.caller(client, now).label(access);
    caller.use(run.stolen(person, set, client, now, access)).wait(Duration.ofSeconds(9));
    caller.call(Operations.callerIdentity(), Iam.getRole(role.name()));
    caller.label(run.stage("persistence", "T1098.003"));
    caller.call(
        Iam.updateAssumeRolePolicy(
            role.name(),
            PolicyDocument.and(
                role.trust(), PolicyDocument.trustAws(null, "arn:aws:iam::100099990002:root"))));
  }

  private static void enter(CampaignRun run, Instant now) {
    Role role = door(run);
    Vendor stranger =
        new Vendor(
            "stranger",
            "100099990002",
            run.random().id("AIDAEXAMPLEX", 21),
            null,
            run.address(),
            List.of(role));
    Client client = run.commandLine();
    Label label = run.stage("initial-access-outside", "T1199");
    Caller caller = run.caller(client, now).label(label);
    caller.use(
        run.simulation()
            .aws()
            .tokens()
            .outside(stranger, client, now, role, AssumeRoleOptions.as("r"), label, run.random()));
    caller.wait(Duration.ofSeconds(4)).label(run.stage("discovery", "T1580"));
    caller.call(Operations.callerIdentity(), S3.listBuckets(), Ec2.describeInstances());
  }
}
