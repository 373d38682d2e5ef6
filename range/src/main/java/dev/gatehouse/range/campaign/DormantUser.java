package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.call.Tokens;
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
  public void run(Attack attack) {
    attack.after(Duration.ZERO, now -> enter(attack, now));
  }

  private static void enter(Attack attack, Instant now) {
    IamUser user = attack.org().user("n.former");
    Shell shell = attack.shell(attack.commandLine(), now);
    Label access = attack.stage("initial-access", "T1078.004");
    shell.label(access);
    if (attack.loud()) {
      Client browser = Client.console(attack.address());
      for (int i = 0; i < 3; i++) {
        attack
            .world()
            .desk()
            .signIns()
            .refused(user, browser, shell.now(), access, attack.random());
        shell.wait(Duration.ofSeconds(12));
      }
      shell.use(
          attack
              .world()
              .desk()
              .signIns()
              .console(user, browser, shell.now(), false, access, attack.random()));
      shell.from(browser);
    } else {
      shell.use(Tokens.key(user));
    }
    shell.wait(Duration.ofSeconds(10)).call(Operations.callerIdentity());
    shell.label(attack.stage("discovery", "T1619"));
    shell.call(S3.listBuckets(), Ec2.describeInstances());
    shell.label(attack.stage("collection", "T1530"));
    for (int i = 0; i < (attack.loud() ? 15 : 2); i++) {
      shell.call(S3.getObject(user.account().bucket("assets"), "hr/" + i + ".pdf", 200_000));
    }
  }
}
