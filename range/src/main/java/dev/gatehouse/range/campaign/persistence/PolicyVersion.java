package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.AssumeRoleOptions;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.StsTokens;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.org.PolicyDocument;
import java.time.Duration;
import java.time.Instant;

/** An old policy version that allows everything is brought back. */
final class PolicyVersion implements Campaign {
  @Override
  public String id() {
    return "policy-version";
  }

  @Override
  public String summary() {
    return "A session makes a policy version with every permission the default one, and uses it.";
  }

  @Override
  public void run(CampaignRun run) {
    run.after(Duration.ZERO, now -> escalate(run, now));
  }

  private static void escalate(CampaignRun run, Instant now) {
    IamUser user = run.org().user("t.lindqvist");
    Account account = user.account();
    String policy = account.arn("iam", "", "policy/service-access");
    Caller caller = run.caller(run.commandLine(), now).use(StsTokens.key(user));
    caller.label(run.stage("initial-access", "T1078.004")).call(Operations.callerIdentity());
    caller.label(run.stage("discovery", "T1069.003"));
    caller.assume(run.org().role(account, "batch-admin"), AssumeRoleOptions.as("batch"));
    caller.call(Iam.getPolicyVersion(policy, "v2"));
    caller.label(run.stage("privilege-escalation", "T1098.003"));
    if (run.loud()) {
      caller.call(Iam.createPolicyVersion(policy, PolicyDocument.allow("*"), "v3", caller.now()));
    } else {
      caller.call(Iam.setDefaultPolicyVersion(policy, "v2"));
    }
    caller.wait(Duration.ofSeconds(30)).label(run.stage("collection", "T1530"));
    caller.call(S3.listBuckets(), Data.listSecrets(), Iam.listUsers());
  }
}
