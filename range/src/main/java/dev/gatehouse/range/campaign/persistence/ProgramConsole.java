package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.aws.StsTokens;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.truth.Label;
import java.time.Duration;
import java.time.Instant;

/** A program's user gets a password and a face. */
final class ProgramConsole implements Campaign {
  @Override
  public String id() {
    return "program-console";
  }

  @Override
  public String summary() {
    return "A program's user is given a password and signs in to the console.";
  }

  @Override
  public void run(CampaignRun run) {
    run.after(Duration.ZERO, now -> enter(run, now));
  }

  private static void enter(CampaignRun run, Instant now) {
    IamUser admin = run.org().user("t.lindqvist");
    IamUser program = run.org().user("backup-agent");
    Caller caller = run.caller(run.commandLine(), now).use(StsTokens.key(admin));
    caller.label(run.stage("persistence", "T1098"));
    caller.call(Iam.createLoginProfile(program.name(), caller.now()));
    caller.wait(run.loud() ? Duration.ofMinutes(2) : Duration.ofHours(4));
    Client browser = Client.console(run.address());
    Label access = run.stage("initial-access", "T1078.004");
    Session session =
        run.simulation()
            .aws()
            .signIns()
            .console(program, browser, caller.now(), false, access, run.random());
    caller.use(session).from(browser).wait(Duration.ofSeconds(15));
    caller.label(run.stage("discovery", "T1619"));
    caller.call(S3.listBuckets(), Ec2.describeInstances());
    if (run.loud()) {
      caller.call(Ec2.describeVolumes());
      caller.denied(Iam.listUsers(), program.account().arn("iam", "", "user/"));
    }
  }
}
