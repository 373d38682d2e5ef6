package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.call.Tokens;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import java.time.Duration;
import java.time.Instant;

/** The month is closed. */
final class MonthlyBatch implements Resemblance {
  @Override
  public String id() {
    return "monthly-batch";
  }

  @Override
  public String summary() {
    return "A program reads in an hour what it reads in a month, and every secret it needs.";
  }

  @Override
  public void run(Occasion occasion) {
    occasion.after(Duration.ZERO, now -> close(occasion, now));
  }

  private static void close(Occasion occasion, Instant now) {
    IamUser user = occasion.org().user("report-export");
    Account account = user.account();
    Client client =
        Client.sdk("192.0.2.67", "aws-sdk-go/1.44.157 (go1.19.3; linux; amd64) S3Manager");
    Shell shell = occasion.shell(client, now).use(Tokens.key(user));
    shell.call(Data.getSecret(account, account.unit() + "/reports"));
    shell.call(S3.listObjects(account.bucket("reports"), "monthly/"));
    for (int i = 0; i < 120; i++) {
      shell.call(S3.getObject(account.bucket("reports"), "monthly/" + i + ".csv", 900_000));
    }
  }
}
