package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.AssumeRoleOptions;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.aws.StsTokens;
import dev.gatehouse.range.org.IamUser;
import java.time.Duration;
import java.time.Instant;

/** Two roles assume each other, so that access outlives every session. */
final class RoleJuggling implements Campaign {
  @Override
  public String id() {
    return "role-juggling";
  }

  @Override
  public String summary() {
    return "Two loose roles of one account assume each other in turn for days, so that access never"
               + " expires.";
  }

  @Override
  public void run(CampaignRun run) {
    run.after(Duration.ZERO, now -> start(run, now));
  }

  private static void start(CampaignRun run, Instant now) {
    IamUser user = run.org().user("t.lindqvist");
    Caller caller = run.caller(run.commandLine(), now).use(StsTokens.key(user));
    caller.label(run.stage("initial-access", "T1078.004")).call(Operations.callerIdentity());
    caller.label(run.stage("persistence", "T1550.001"));
    caller.assume(
        run.org().role(user.account(), "legacy-admin"), AssumeRoleOptions.as("maintenance"));
    turn(run, caller.session(), caller.now(), run.loud() ? 36 : 60);
  }

  /** One turn: a while before the session ends, it becomes the other role. */
  private static void turn(CampaignRun run, Session session, Instant issued, int left) {
    if (left == 0) {
      return;
    }
    Duration pause = run.loud() ? Duration.ofMinutes(12) : Duration.ofMinutes(52);
    Instant next = issued.plus(pause);
    run.simulation()
        .schedule()
        .at(
            next,
            now -> {
              Caller caller = run.caller(run.commandLine(), now).use(session);
              caller.label(run.stage("persistence", "T1550.001"));
              String name = left % 2 == 0 ? "batch-admin" : "legacy-admin";
              caller.assume(
                  run.org().role(session.account(), name), AssumeRoleOptions.as("maintenance"));
              if (left % 6 == 0) {
                caller.label(run.stage("discovery", "T1580"));
                caller.call(Operations.callerIdentity());
              }
              turn(run, caller.session(), now, left - 1);
            });
  }
}
