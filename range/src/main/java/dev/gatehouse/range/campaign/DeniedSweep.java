package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.call.Asking;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.call.Tokens;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Role after role is refused, until one opens. */
final class DeniedSweep implements Campaign {
  @Override
  public String id() {
    return "denied-sweep";
  }

  @Override
  public String summary() {
    return "A leaked user's key asks for many roles in vain until one lets it in.";
  }

  @Override
  public void run(Attack attack) {
    int tries = attack.loud() ? 60 : 12;
    if (attack.loud()) {
      attack.after(Duration.ZERO, now -> sweep(attack, now, 0, tries, true));
      return;
    }
    for (int i = 0; i < tries; i += 3) {
      int from = i;
      attack.after(
          Duration.ofMinutes(40L * i), now -> sweep(attack, now, from, 3, from + 3 >= tries));
    }
  }

  private static void sweep(Attack attack, Instant now, int from, int count, boolean last) {
    List<String> names =
        List.of(
            "admin", "Administrator", "deploy", "OrganizationAccountAccessRole", "ops", "jenkins");
    IamUser user = attack.org().user("t.lindqvist");
    List<Account> accounts = attack.org().services();
    Shell shell = attack.shell(attack.commandLine(), now).use(Tokens.key(user));
    shell.label(attack.stage("discovery", "T1580"));
    for (int i = from; i < from + count; i++) {
      Account target = accounts.get(i / names.size() % accounts.size());
      shell.assumeRefused(target.arn("iam", "", "role/" + names.get(i % names.size())));
    }
    if (last) {
      shell.label(attack.stage("privilege-escalation", "T1548.005"));
      shell.assume(attack.org().role(user.account(), "legacy-admin"), Asking.as("x1"));
      shell.label(attack.stage("collection", "T1530"));
      shell.call(Operations.callerIdentity(), S3.listBuckets());
      shell.call(Data.listSecrets());
    }
  }
}
