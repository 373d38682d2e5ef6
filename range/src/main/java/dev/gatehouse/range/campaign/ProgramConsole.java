package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Session;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.call.Tokens;
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
  public void run(Attack attack) {
    attack.after(Duration.ZERO, now -> enter(attack, now));
  }

  private static void enter(Attack attack, Instant now) {
    IamUser admin = attack.org().user("t.lindqvist");
    IamUser program = attack.org().user("backup-agent");
    Shell shell = attack.shell(attack.commandLine(), now).use(Tokens.key(admin));
    shell.label(attack.stage("persistence", "T1098"));
    shell.call(Iam.createLoginProfile(program.name(), shell.now()));
    shell.wait(attack.loud() ? Duration.ofMinutes(2) : Duration.ofHours(4));
    Client browser = Client.console(attack.address());
    Label access = attack.stage("initial-access", "T1078.004");
    Session session =
        attack
            .world()
            .desk()
            .signIns()
            .console(program, browser, shell.now(), false, access, attack.random());
    shell.use(session).from(browser).wait(Duration.ofSeconds(15));
    shell.label(attack.stage("discovery", "T1619"));
    shell.call(S3.listBuckets(), Ec2.describeInstances());
    if (attack.loud()) {
      shell.call(Ec2.describeVolumes());
      shell.denied(Iam.listUsers(), program.account().arn("iam", "", "user/"));
    }
  }
}
