package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.call.Tokens;
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
  public void run(Attack attack) {
    attack.after(Duration.ZERO, now -> mine(attack, now));
  }

  private static void mine(Attack attack, Instant now) {
    IamUser user = attack.org().user("t.lindqvist");
    Shell shell = attack.shell(attack.commandLine(), now).use(Tokens.key(user));
    shell.label(attack.stage("initial-access", "T1078.004")).call(Operations.callerIdentity());
    List<String> regions =
        attack.loud()
            ? List.of("ap-south-1", "sa-east-1", "ca-central-1", "ap-northeast-2")
            : List.of("sa-east-1");
    for (String region : regions) {
      shell.label(attack.stage("discovery", "T1580"));
      shell.call(Ec2.describeInstances().in(region));
      shell.label(attack.stage("impact", "T1496"));
      int count = attack.loud() ? 5 : 1;
      for (int i = 0; i < count; i++) {
        shell.call(
            Ec2.runInstances(
                    "ami-0" + attack.random().hex(16),
                    attack.loud() ? "p4d.24xlarge" : "g5.xlarge",
                    "i-0" + attack.random().hex(16))
                .in(region));
      }
    }
  }
}
