package dev.gatehouse.range.campaign.persistence;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.org.PolicyDocument;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Instant;

/** An old policy version that allows everything is brought back. */
public final class PolicyVersion extends Campaign {
  public PolicyVersion() {
    super(
        "policy-version",
        "A session makes a policy version with every permission the default one, and uses it.");
  }

  @Override
  public void begin(CampaignRun run) {
    run.atStart(now -> escalate(run, now));
  }

  private static void escalate(CampaignRun run, Instant now) {
    IamUser user = run.org().user("t.lindqvist");
    Account account = user.account();
    String policy = account.arn("iam", "", "policy/service-access");
    Caller caller = run.attackerAs(user, now);
    caller.label(run.stage("initial-access", "T1078.004")).call(Operations.callerIdentity());
    caller.label(run.stage("discovery", "T1069.003"));
    caller.assume(run.org().role(account, "batch-admin"), "batch");
    caller.call(Iam.getPolicyVersion(policy, "v2"));
    caller.label(run.stage("privilege-escalation", "T1098.003"));
    caller.call(
        run.loud()
            ? Iam.createPolicyVersion(policy, PolicyDocument.allow("*"), "v3", caller.now())
            : Iam.setDefaultPolicyVersion(policy, "v2"));
    caller.pauseSeconds(30).label(run.stage("collection", "T1530"));
    caller.call(S3.listBuckets(), Data.listSecrets(), Iam.listUsers());
  }
}
