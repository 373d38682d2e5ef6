package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Session;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.call.Tokens;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Document;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.truth.Label;
import java.time.Duration;
import java.time.Instant;

/** A federation token outlives the key that asked for it. */
final class FederationAfterKey implements Campaign {
  @Override
  public String id() {
    return "federation-after-key";
  }

  @Override
  public String summary() {
    return "A leaked key asks for a federation token, which works on after the key is deactivated.";
  }

  @Override
  public void run(Attack attack) {
    attack.after(Duration.ZERO, now -> ask(attack, now));
  }

  private static void ask(Attack attack, Instant now) {
    IamUser user = attack.org().user("backup-agent");
    Shell shell = attack.shell(attack.commandLine(), now).use(Tokens.key(user));
    Label access = attack.stage("initial-access", "T1078.004");
    shell.label(access).call(Operations.callerIdentity());
    Session token =
        attack
            .world()
            .desk()
            .tokens()
            .federationToken(
                user,
                shell.session(),
                shell.client(),
                shell.now(),
                attack.loud() ? "poweruser" : "backup-agent",
                129600,
                Document.text(Document.allow("*")),
                attack.stage("persistence", "T1098.001"),
                attack.random());
    // The owner notices and switches the key off; this is no part of the attack.
    IamUser owner = attack.org().user("t.lindqvist");
    attack.after(
        Duration.ofHours(3),
        at ->
            attack
                .world()
                .shell(attack.random(), Client.boto3("192.0.2.2"), at, null)
                .use(Tokens.key(owner))
                .call(Iam.updateAccessKey(user.name(), user.accessKeyId(), "Inactive"))
                .wait(Duration.ofHours(10))
                .call(Iam.updateAccessKey(user.name(), user.accessKeyId(), "Active")));
    int rounds = attack.loud() ? 6 : 3;
    for (int i = 1; i <= rounds; i++) {
      attack.after(Duration.ofHours(4L * i), at -> use(attack, token, user.account(), at));
    }
  }

  private static void use(Attack attack, Session token, Account account, Instant now) {
    Shell shell = attack.shell(attack.commandLine(), now).use(token);
    shell.label(attack.stage("collection", "T1530"));
    shell.call(Ec2.describeInstances(), S3.listBuckets());
    for (int i = 0; i < (attack.loud() ? 10 : 2); i++) {
      shell.call(S3.getObject(account.bucket("backup"), "db/" + i, 70_000_000));
    }
  }
}
