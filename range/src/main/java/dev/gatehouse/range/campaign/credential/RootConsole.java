package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.truth.Label;
import java.time.Duration;
import java.time.Instant;

/** Somebody signs in as root. */
final class RootConsole implements Campaign {
  @Override
  public String id() {
    return "root-console";
  }

  @Override
  public String summary() {
    return "The root user of a production account signs in from a strange place.";
  }

  @Override
  public void run(CampaignRun run) {
    run.after(Duration.ZERO, now -> enter(run, now));
  }

  private static void enter(CampaignRun run, Instant now) {
    Account account = run.org().first("prod");
    Client client = Client.console(run.address());
    Label access = run.stage("initial-access", "T1078.004");
    Session root =
        run.simulation()
            .aws()
            .signIns()
            .root(account, client, now, !run.loud(), access, run.random());
    Caller caller = run.caller(client, now.plusSeconds(20)).use(root);
    caller.label(run.stage("discovery", "T1087.004"));
    caller.call(Iam.getAccountSummary(), Iam.listUsers());
    if (run.loud()) {
      caller.label(run.stage("persistence", "T1098.001"));
      String key = run.random().id("AKIA" + account.code(), 20);
      caller.call(Iam.createRootKey(key, caller.now()));
    }
  }
}
