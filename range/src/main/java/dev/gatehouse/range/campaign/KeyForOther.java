package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.call.Tokens;
import dev.gatehouse.range.org.IamUser;
import java.time.Duration;
import java.time.Instant;

/** A key is made for somebody else. */
final class KeyForOther implements Campaign {
  @Override
  public String id() {
    return "key-for-other";
  }

  @Override
  public String summary() {
    return "An administrator makes an access key for another user and works with it.";
  }

  @Override
  public void run(Attack attack) {
    attack.after(Duration.ZERO, now -> create(attack, now));
  }

  private static void create(Attack attack, Instant now) {
    IamUser user = attack.org().user("t.lindqvist");
    IamUser victim = attack.org().user("m.keller");
    Shell shell = attack.shell(attack.commandLine(), now).use(Tokens.key(user));
    shell.label(attack.stage("initial-access", "T1078.004")).call(Operations.callerIdentity());
    shell.label(attack.stage("discovery", "T1087.004")).call(Iam.listUsers());
    String key = attack.random().id("AKIA" + user.account().code(), 20);
    shell.label(attack.stage("persistence", "T1098.001"));
    shell.call(Iam.createAccessKey(victim.name(), key, shell.now()));
    Duration later = attack.loud() ? Duration.ofMinutes(5) : Duration.ofHours(29);
    attack.after(later, at -> use(attack, victim, key, at));
  }

  private static void use(Attack attack, IamUser victim, String key, Instant now) {
    Shell shell = attack.shell(attack.commandLine(), now).use(Tokens.key(victim, key));
    shell.label(attack.stage("collection", "T1530"));
    shell.call(Operations.callerIdentity(), S3.listBuckets(), Ec2.describeInstances());
    int objects = attack.loud() ? 20 : 2;
    for (int i = 0; i < objects; i++) {
      shell.call(S3.getObject(victim.account().bucket("assets"), "contracts/" + i, 400_000));
    }
  }
}
