package dev.gatehouse.range.campaign.credential;

import dev.gatehouse.policy.aws.UniqueId;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Instant;

/** Somebody signs in as root. */
public final class RootConsole extends Campaign {
  public RootConsole() {
    super("root-console", "The root user of a production account signs in from a strange place.");
  }

  @Override
  public void begin(CampaignRun run) {
    run.atStart(now -> enter(run, now));
  }

  private static void enter(CampaignRun run, Instant now) {
    Account account = run.org().first("prod");
    Caller caller = run.attacker(Client.console(run.address()), now);
    caller.label(run.stage("initial-access", "T1078.004"));
    caller.signInAsRoot(account, !run.loud()).pauseSeconds(20);
    caller.label(run.stage("discovery", "T1087.004"));
    caller.call(Iam.getAccountSummary(), Iam.listUsers());
    if (run.loud()) {
      caller.label(run.stage("persistence", "T1098.001"));
      String key = run.random().id(UniqueId.LONG_TERM_KEY.prefix() + account.code(), 20);
      caller.call(Iam.createRootKey(key, caller.now()));
    }
  }
}
