package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.call.Tokens;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import java.time.Duration;
import java.time.Instant;

/** A program's access key found in a repository. */
final class LeakedKey implements Campaign {
  @Override
  public String id() {
    return "leaked-key";
  }

  @Override
  public String summary() {
    return "A program's long-term key, leaked in a repository, is tried out and reads its buckets"
        + " and secrets from a strange place.";
  }

  @Override
  public void run(Attack attack) {
    attack.after(Duration.ZERO, now -> use(attack, now));
    if (!attack.loud()) {
      attack.after(Duration.ofHours(26), now -> take(attack, now, 6));
    }
  }

  private static void use(Attack attack, Instant now) {
    IamUser user = attack.org().user("report-export");
    Shell shell = attack.shell(attack.commandLine(), now).use(Tokens.key(user));
    shell.label(attack.stage("initial-access", "T1078.004")).call(Operations.callerIdentity());
    shell.label(attack.stage("discovery", "T1580")).call(S3.listBuckets());
    if (attack.loud()) {
      shell.denied(Iam.listUsers(), user.account().arn("iam", "", "user/"));
      shell.denied(Iam.listRoles(), user.account().arn("iam", "", "role/"));
      shell.denied(Iam.getAccountSummary(), "*");
      shell.denied(Data.listSecrets(), "*");
      shell.denied(Operations.describeTrails(), "*");
      take(attack, shell.now(), 60);
    }
  }

  private static void take(Attack attack, Instant now, int objects) {
    IamUser user = attack.org().user("report-export");
    Account account = user.account();
    Shell shell = attack.shell(attack.commandLine(), now).use(Tokens.key(user));
    shell.label(attack.stage("credential-access", "T1555.006"));
    shell.call(Data.getSecret(account, account.unit() + "/reports"));
    shell.label(attack.stage("collection", "T1530"));
    shell.call(S3.bucketLocation(account.bucket("reports")));
    shell.call(S3.listObjects(account.bucket("reports"), ""));
    for (int i = 0; i < objects; i++) {
      shell.call(S3.getObject(account.bucket("reports"), "archive/" + i + ".csv", 3_000_000));
    }
  }
}
