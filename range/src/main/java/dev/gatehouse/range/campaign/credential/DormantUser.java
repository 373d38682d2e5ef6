package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.StsTokens;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.truth.Label;
import java.time.Duration;
import java.time.Instant;

/** A user nobody has seen for months wakes up. */
final class DormantUser implements Campaign {
  @Override
  public String id() {
    return "dormant-user";
  }

  @Override
  public String summary() {
    return "The user of somebody who left months ago signs in again.";
  }

  @Override
  public void run(CampaignRun run) {
    run.after(Duration.ZERO, now -> enter(run, now));
  }

  private static void enter(CampaignRun run, Instant now) {
    IamUser user = run.org().user("n.former");
    Caller caller = run.caller(run.commandLine(), now);
    Label access = run.stage("initial-access", "T1078.004");
    caller.label(access);
    if (run.loud()) {
      Client browser = Client.console(run.address());
      for (int i = 0; i < 3; i++) {
        run.simulation().aws().signIns().refused(user, browser, caller.now(), access, run.random());
        caller.wait(Duration.ofSeconds(12));
      }
      caller.use(
          run.simulation()
              .aws()
              .signIns()
              .console(user, browser, caller.now(), false, access, run.random()));
      caller.from(browser);
    } else {
      caller.use(StsTokens.key(user));
    }
    caller.wait(Duration.ofSeconds(10)).call(Operations.callerIdentity());
    caller.label(run.stage("discovery", "T1619"));
    caller.call(S3.listBuckets(), Ec2.describeInstances());
    caller.label(run.stage("collection", "T1530"));
    for (int i = 0; i < (run.loud() ? 15 : 2); i++) {
      caller.call(S3.getObject(user.account().bucket("assets"), "hr/" + i + ".pdf", 200_000));
    }
  }
}
