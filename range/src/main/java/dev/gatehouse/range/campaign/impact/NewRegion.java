package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.StsTokens;
import dev.gatehouse.range.org.IamUser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Machines start where the company has none. */
final class NewRegion implements Campaign {
  @Override
  public String id() {
    return "new-region";
  }

  @Override
  public String summary() {
    return "Large instances are started in a region that nobody uses.";
  }

  @Override
  public void run(CampaignRun run) {
    run.after(Duration.ZERO, now -> mine(run, now));
  }

  private static void mine(CampaignRun run, Instant now) {
    IamUser user = run.org().user("t.lindqvist");
    Caller caller = run.caller(run.commandLine(), now).use(StsTokens.key(user));
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
        caller.call(
            Ec2.runInstances(
                    "ami-0" + run.random().hex(16),
                    run.loud() ? "p4d.24xlarge" : "g5.xlarge",
                    "i-0" + run.random().hex(16))
                .in(region));
      }
    }
  }
}
