package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.call.Asking;
import dev.gatehouse.range.call.Session;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.call.Tokens;
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
    return "Two loose roles of one account assume each other in turn for days, so that access never expires.";
  }

  @Override
  public void run(Attack attack) {
    attack.after(Duration.ZERO, now -> start(attack, now));
  }

  private static void start(Attack attack, Instant now) {
    IamUser user = attack.org().user("t.lindqvist");
    Shell shell = attack.shell(attack.commandLine(), now).use(Tokens.key(user));
    shell.label(attack.stage("initial-access", "T1078.004")).call(Operations.callerIdentity());
    shell.label(attack.stage("persistence", "T1550.001"));
    shell.assume(attack.org().role(user.account(), "legacy-admin"), Asking.as("maintenance"));
    turn(attack, shell.session(), shell.now(), attack.loud() ? 36 : 60);
  }

  /** One turn: a while before the session ends, it becomes the other role. */
  private static void turn(Attack attack, Session session, Instant issued, int left) {
    if (left == 0) {
      return;
    }
    Duration pause = attack.loud() ? Duration.ofMinutes(12) : Duration.ofMinutes(52);
    Instant next = issued.plus(pause);
    attack
        .world()
        .agenda()
        .at(
            next,
            now -> {
              Shell shell = attack.shell(attack.commandLine(), now).use(session);
              shell.label(attack.stage("persistence", "T1550.001"));
              String name = left % 2 == 0 ? "batch-admin" : "legacy-admin";
              shell.assume(attack.org().role(session.account(), name), Asking.as("maintenance"));
              if (left % 6 == 0) {
                shell.label(attack.stage("discovery", "T1580"));
                shell.call(Operations.callerIdentity());
              }
              turn(attack, shell.session(), now, left - 1);
            });
  }
}
