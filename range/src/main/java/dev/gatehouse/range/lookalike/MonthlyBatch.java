package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.actor.Program;
import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.scenario.LookAlike;
import dev.gatehouse.range.scenario.LookAlikeRun;
import java.time.Instant;

/** The month is closed. */
final class MonthlyBatch extends LookAlike {
  MonthlyBatch() {
    super(
        "monthly-batch",
        "A program reads in an hour what it reads in a month, and every secret it needs.");
  }

  @Override
  public void begin(LookAlikeRun run) {
    run.atStart(now -> close(run, now));
  }

  private static void close(LookAlikeRun run, Instant now) {
    IamUser user = run.org().user("report-export");
    Account account = user.account();
    String bucket = account.bucket("reports");
    Caller caller = run.caller(Program.client(), now).useKey(user);
    caller.call(Data.getSecret(account, account.unit() + "/reports"));
    caller.call(S3.listObjects(bucket, "monthly/"));
    for (int i = 0; i < 120; i++) {
      caller.call(S3.getObject(bucket, "monthly/" + i + ".csv", 900_000));
    }
  }
}
