package dev.gatehouse.range.campaign.credential;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Instant;

/** The user of somebody who left signs in again. */
public final class DormantUser extends Campaign {
  public DormantUser() {
    super("dormant-user", "The user of somebody who left months ago signs in again.");
  }

  @Override
  public void begin(CampaignRun run) {
    run.atStart(now -> enter(run, now));
  }

  private static void enter(CampaignRun run, Instant now) {
    IamUser user = run.org().user("n.former");
    Caller caller = run.attacker(now).label(run.stage("initial-access", "T1078.004"));
    if (run.loud()) {
      caller.from(Client.console(run.address()));
      for (int i = 0; i < 3; i++) {
        caller.failToSignIn(user).pauseSeconds(12);
      }
      caller.signInToConsole(user, false);
    } else {
      caller.useKey(user);
    }
    caller.pauseSeconds(10).call(Operations.callerIdentity());
    caller.label(run.stage("discovery", "T1619"));
    caller.call(S3.listBuckets(), Ec2.describeInstances());
    caller.label(run.stage("collection", "T1530"));
    for (int i = 0; i < (run.loud() ? 15 : 2); i++) {
      caller.call(S3.getObject(user.account().bucket("assets"), "hr/" + i + ".pdf", 200_000));
    }
  }
}
