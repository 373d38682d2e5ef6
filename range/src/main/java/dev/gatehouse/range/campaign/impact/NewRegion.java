package dev.gatehouse.range.campaign.impact;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Instant;
import java.util.List;

/** Machines start where the company has none. */
public final class NewRegion extends Campaign {
  public NewRegion() {
    super("new-region", "Large instances are started in a region that nobody uses.");
  }

  @Override
  public void begin(CampaignRun run) {
    run.atStart(now -> mine(run, now));
  }

  private static void mine(CampaignRun run, Instant now) {
    Caller caller = run.attackerAs(run.org().user("t.lindqvist"), now);
    caller.label(run.stage("initial-access", "T1078.004")).call(Operations.callerIdentity());
    List<String> regions =
        run.loud()
            ? List.of("ap-south-1", "sa-east-1", "ca-central-1", "ap-northeast-2")
            : List.of("sa-east-1");
    for (String region : regions) {
      caller.label(run.stage("discovery", "T1580"));
      caller.call(Ec2.describeInstances().in(region));
      caller.label(run.stage("impact", "T1496"));
      int count = run.loud() ? 5 : 1;
      for (int i = 0; i < count; i++) {
        String type = run.loud() ? "p4d.24xlarge" : "g5.xlarge";
        caller.call(Ec2.runInstances(type, run.random()).in(region));
      }
    }
  }
}
