package dev.gatehouse.range.campaign.credential;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Duration;
import java.time.Instant;

/** A program's access key found in a repository. */
public final class LeakedKey extends Campaign {
  public LeakedKey() {
    super(
        "leaked-key",
        "A program's long-term key, leaked in a repository, is tried out and reads its buckets"
            + " and secrets from a strange place.");
  }

  @Override
  public void begin(CampaignRun run) {
    run.atStart(now -> tryOut(run, now));
    if (!run.loud()) {
      run.after(Duration.ofHours(26), now -> take(run, now, 6));
    }
  }

  private static void tryOut(CampaignRun run, Instant now) {
    IamUser user = run.org().user("report-export");
    Caller caller = run.attackerAs(user, now);
    caller.label(run.stage("initial-access", "T1078.004")).call(Operations.callerIdentity());
    caller.label(run.stage("discovery", "T1580")).call(S3.listBuckets());
    if (run.loud()) {
      caller.denied(Iam.listUsers(), user.account().arn("iam", "", "user/"));
      caller.denied(Iam.listRoles(), user.account().arn("iam", "", "role/"));
      caller.denied(Iam.getAccountSummary(), "*");
      caller.denied(Data.listSecrets(), "*");
      caller.denied(Operations.describeTrails(), "*");
      take(run, caller.now(), 60);
    }
  }

  private static void take(CampaignRun run, Instant now, int objects) {
    IamUser user = run.org().user("report-export");
    Account account = user.account();
    Caller caller = run.attackerAs(user, now);
    caller.label(run.stage("credential-access", "T1555.006"));
    caller.call(Data.getSecret(account, account.unit() + "/reports"));
    caller.label(run.stage("collection", "T1530"));
    caller.call(S3.bucketLocation(account.bucket("reports")));
    caller.call(S3.listObjects(account.bucket("reports"), ""));
    for (int i = 0; i < objects; i++) {
      caller.call(S3.getObject(account.bucket("reports"), "archive/" + i + ".csv", 3_000_000));
    }
  }
}
