package dev.gatehouse.range.campaign.persistence;

import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.AssumeRoleOptions;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.PolicyDocument;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.org.Vendor;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A trust policy is opened to an account outside. */
public final class TrustBackdoor extends Campaign {
  public TrustBackdoor() {
    super(
        "trust-backdoor",
        "A role's trust policy is opened to an outside account, which comes in later.");
  }

  private static final String STRANGER = "100099990002";

  @Override
  public void begin(CampaignRun run) {
    run.atStart(now -> open(run, now));
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
    Caller caller = run.attacker(now).label(run.stage("initial-access", "T1078.004"));
    run.takeSession(caller, person, set).pauseSeconds(9);
    caller.call(Operations.callerIdentity(), Iam.getRole(role.name()));
    caller.label(run.stage("persistence", "T1098.003"));
    JsonMap opened = PolicyDocument.and(role.trust(), PolicyDocument.trustAccount(STRANGER));
    caller.call(Iam.updateAssumeRolePolicy(role.name(), opened));
  }

  private static void enter(CampaignRun run, Instant now) {
    Role role = door(run);
    String id = run.random().id("AIDAEXAMPLEX", 21);
    Vendor stranger = new Vendor("stranger", STRANGER, id, null, run.address(), List.of(role));
    Caller caller = run.attacker(now).label(run.stage("initial-access-outside", "T1199"));
    caller.assumeFromOutside(stranger, role, AssumeRoleOptions.named("r"));
    caller.pauseSeconds(4).label(run.stage("discovery", "T1580"));
    caller.call(Operations.callerIdentity(), S3.listBuckets(), Ec2.describeInstances());
  }
}
