package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.call.Asking;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.call.Tokens;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Document;
import dev.gatehouse.range.org.IamUser;
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
  public void run(Attack attack) {
    attack.after(Duration.ZERO, now -> escalate(attack, now));
  }

  private static void escalate(Attack attack, Instant now) {
    IamUser user = attack.org().user("t.lindqvist");
    Account account = user.account();
    String policy = account.arn("iam", "", "policy/service-access");
    Shell shell = attack.shell(attack.commandLine(), now).use(Tokens.key(user));
    shell.label(attack.stage("initial-access", "T1078.004")).call(Operations.callerIdentity());
    shell.label(attack.stage("discovery", "T1069.003"));
    shell.assume(attack.org().role(account, "batch-admin"), Asking.as("batch"));
    shell.call(Iam.getPolicyVersion(policy, "v2"));
    shell.label(attack.stage("privilege-escalation", "T1098.003"));
    if (attack.loud()) {
      shell.call(Iam.createPolicyVersion(policy, Document.allow("*"), "v3", shell.now()));
    } else {
      shell.call(Iam.setDefaultPolicyVersion(policy, "v2"));
    }
    shell.wait(Duration.ofSeconds(30)).label(attack.stage("collection", "T1530"));
    shell.call(S3.listBuckets(), Data.listSecrets(), Iam.listUsers());
  }
}
