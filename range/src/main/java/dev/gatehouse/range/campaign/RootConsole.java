package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Session;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.truth.Label;
import java.time.Duration;
import java.time.Instant;

/** Somebody signs in as root. */
final class RootConsole implements Campaign {
  @Override
  public String id() {
    return "root-console";
  }

  @Override
  public String summary() {
    return "The root user of a production account signs in from a strange place.";
  }

  @Override
  public void run(Attack attack) {
    attack.after(Duration.ZERO, now -> enter(attack, now));
  }

  private static void enter(Attack attack, Instant now) {
    Account account = attack.org().first("prod");
    Client client = Client.console(attack.address());
    Label access = attack.stage("initial-access", "T1078.004");
    Session root =
        attack
            .world()
            .desk()
            .signIns()
            .root(account, client, now, !attack.loud(), access, attack.random());
    Shell shell = attack.shell(client, now.plusSeconds(20)).use(root);
    shell.label(attack.stage("discovery", "T1087.004"));
    shell.call(Iam.getAccountSummary(), Iam.listUsers());
    if (attack.loud()) {
      shell.label(attack.stage("persistence", "T1098.001"));
      String key = attack.random().id("AKIA" + account.code(), 20);
      shell.call(Iam.createRootKey(key, shell.now()));
    }
  }
}
