package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.call.Asking;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.call.Tokens;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import java.time.Duration;
import java.time.Instant;

/** Sessions of the least length, one after another. */
final class ShortSessions implements Campaign {
  @Override
  public String id() {
    return "short-sessions";
  }

  @Override
  public String summary() {
    return "Sessions of 900 seconds, each used once, so that nothing lives long enough to be looked at.";
  }

  @Override
  public void run(Attack attack) {
    int rounds = attack.loud() ? 40 : 10;
    for (int i = 0; i < rounds; i++) {
      attack.after(Duration.ofMinutes((attack.loud() ? 2L : 35L) * i), now -> round(attack, now));
    }
  }

  private static void round(Attack attack, Instant now) {
    IamUser user = attack.org().user("t.lindqvist");
    Account account = user.account();
    Shell shell = attack.shell(attack.commandLine(), now).use(Tokens.key(user));
    shell.label(attack.stage("defense-evasion", "T1550.001"));
    shell.assume(
        attack.org().role(account, "legacy-admin"),
        Asking.as("s" + attack.random().hex(6)).lasting(900));
    shell.label(attack.stage("collection", "T1530"));
    shell.call(S3.getObject(account.bucket("assets"), "ledger/" + attack.random().hex(4), 900_000));
  }
}
