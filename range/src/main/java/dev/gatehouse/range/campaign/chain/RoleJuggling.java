package dev.gatehouse.range.campaign.chain;

import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Duration;
import java.time.Instant;

/** Two roles assume each other, so that access outlives every session. */
public final class RoleJuggling extends Campaign {
  public RoleJuggling() {
    super(
        "role-juggling",
        "Two loose roles of one account assume each other in turn for days, so that access never"
            + " expires.");
  }

  @Override
  public void begin(CampaignRun run) {
    run.atStart(now -> enter(run, now));
  }

  private static void enter(CampaignRun run, Instant now) {
    IamUser user = run.org().user("t.lindqvist");
    Caller caller = run.attackerAs(user, now);
    caller.label(run.stage("initial-access", "T1078.004")).call(Operations.callerIdentity());
    caller.label(run.stage("persistence", "T1550.001"));
    caller.assume(run.org().role(user.account(), "legacy-admin"), "maintenance");
    scheduleTurn(run, caller.session(), caller.now(), run.loud() ? 36 : 60);
  }

  /** A while before the session ends, it becomes the other role. */
  private static void scheduleTurn(CampaignRun run, Session session, Instant issued, int left) {
    if (left > 0) {
      Instant next = issued.plus(Duration.ofMinutes(run.loud() ? 12 : 52));
      run.simulation().schedule().at(next, now -> turn(run, session, now, left));
    }
  }

  private static void turn(CampaignRun run, Session session, Instant now, int left) {
    Caller caller = run.attacker(now).use(session).label(run.stage("persistence", "T1550.001"));
    String name = left % 2 == 0 ? "batch-admin" : "legacy-admin";
    caller.assume(run.org().role(session.account(), name), "maintenance");
    if (left % 6 == 0) {
      caller.label(run.stage("discovery", "T1580")).call(Operations.callerIdentity());
    }
    scheduleTurn(run, caller.session(), now, left - 1);
  }
}
