package dev.gatehouse.range.campaign.chain;

import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.AssumeRoleOptions;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Duration;
import java.time.Instant;

/** Sessions of the least length, one after another. */
public final class ShortSessions extends Campaign {
  public ShortSessions() {
    super(
        "short-sessions",
        "Sessions of 900 seconds, each used once, so that nothing lives long enough to be looked"
            + " at.");
  }

  @Override
  public void begin(CampaignRun run) {
    int rounds = run.loud() ? 40 : 10;
    for (int i = 0; i < rounds; i++) {
      run.after(Duration.ofMinutes((run.loud() ? 2L : 35L) * i), now -> round(run, now));
    }
  }

  private static void round(CampaignRun run, Instant now) {
    IamUser user = run.org().user("t.lindqvist");
    Account account = user.account();
    Caller caller = run.attackerAs(user, now).label(run.stage("defense-evasion", "T1550.001"));
    caller.assume(
        run.org().role(account, "legacy-admin"),
        AssumeRoleOptions.named("s" + run.random().hex(6)).lasting(900));
    caller.label(run.stage("collection", "T1530"));
    String object = "ledger/" + run.random().hex(4);
    caller.call(S3.getObject(account.bucket("assets"), object, 900_000));
  }
}
