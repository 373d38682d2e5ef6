package dev.gatehouse.range.campaign.persistence;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Duration;
import java.time.Instant;

/** A program's user gets a password. */
public final class ProgramConsole extends Campaign {
  public ProgramConsole() {
    super("program-console", "A program's user is given a password and signs in to the console.");
  }

  @Override
  public void begin(CampaignRun run) {
    run.atStart(now -> enter(run, now));
  }

  private static void enter(CampaignRun run, Instant now) {
    IamUser program = run.org().user("backup-agent");
    Caller caller = run.attackerAs(run.org().user("t.lindqvist"), now);
    caller.label(run.stage("persistence", "T1098"));
    caller.call(Iam.createLoginProfile(program.name(), caller.now()));
    caller.pause(run.loud() ? Duration.ofMinutes(2) : Duration.ofHours(4));
    caller.from(Client.console(run.address())).label(run.stage("initial-access", "T1078.004"));
    caller.signInToConsole(program, false).pauseSeconds(15);
    caller.label(run.stage("discovery", "T1619"));
    caller.call(S3.listBuckets(), Ec2.describeInstances());
    if (run.loud()) {
      caller.call(Ec2.describeVolumes());
      caller.denied(Iam.listUsers(), program.account().arn("iam", "", "user/"));
    }
  }
}
