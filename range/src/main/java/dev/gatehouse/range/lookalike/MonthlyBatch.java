package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.StsTokens;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import java.time.Duration;
import java.time.Instant;

/** The month is closed. */
final class MonthlyBatch implements LookAlike {
  @Override
  public String id() {
    return "monthly-batch";
  }

  @Override
  public String summary() {
    return "A program reads in an hour what it reads in a month, and every secret it needs.";
  }

  @Override
  public void run(LookAlikeRun run) {
    run.after(Duration.ZERO, now -> close(run, now));
  }

  private static void close(LookAlikeRun run, Instant now) {
    IamUser user = run.org().user("report-export");
    Account account = user.account();
    Client client =
        Client.sdk("192.0.2.67", "aws-sdk-go/1.44.157 (go1.19.3; linux; amd64) S3Manager");
    Caller caller = run.caller(client, now).use(StsTokens.key(user));
    caller.call(Data.getSecret(account, account.unit() + "/reports"));
    caller.call(S3.listObjects(account.bucket("reports"), "monthly/"));
    for (int i = 0; i < 120; i++) {
      caller.call(S3.getObject(account.bucket("reports"), "monthly/" + i + ".csv", 900_000));
    }
  }
}
