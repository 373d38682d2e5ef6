package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.AssumeRoleOptions;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.StsTokens;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Role after role is refused, until one opens. */
final class DeniedSweep implements Campaign {
  @Override
  public String id() {
    return "denied-sweep";
  }

  @Override
  public String summary() {
    return "A leaked user's key asks for many roles in vain until one lets it in.";
  }

  @Override
  public void run(CampaignRun run) {
    int tries = run.loud() ? 60 : 12;
    if (run.loud()) {
      run.after(Duration.ZERO, now -> sweep(run, now, 0, tries, true));
      return;
    }
    for (int i = 0; i < tries; i += 3) {
      int from = i;
      run.after(Duration.ofMinutes(40L * i), now -> sweep(run, now, from, 3, from + 3 >= tries));
    }
  }

  private static void sweep(CampaignRun run, Instant now, int from, int count, boolean last) {
    List<String> names =
        List.of(
            "admin", "Administrator", "deploy", "OrganizationAccountAccessRole", "ops", "jenkins");
    IamUser user = run.org().user("t.lindqvist");
    List<Account> accounts = run.org().services();
    Caller caller = run.caller(run.commandLine(), now).use(StsTokens.key(user));
    caller.label(run.stage("discovery", "T1580"));
    for (int i = from; i < from + count; i++) {
      Account target = accounts.get(i / names.size() % accounts.size());
      caller.assumeRefused(target.arn("iam", "", "role/" + names.get(i % names.size())));
    }
    if (last) {
      caller.label(run.stage("privilege-escalation", "T1548.005"));
      caller.assume(run.org().role(user.account(), "legacy-admin"), AssumeRoleOptions.as("x1"));
      caller.label(run.stage("collection", "T1530"));
      caller.call(Operations.callerIdentity(), S3.listBuckets());
      caller.call(Data.listSecrets());
    }
  }
}
