package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.aws.StsTokens;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.org.PolicyDocument;
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
  public void run(CampaignRun run) {
    run.after(Duration.ZERO, now -> ask(run, now));
  }

  private static void ask(CampaignRun run, Instant now) {
    IamUser user = run.org().user("backup-agent");
    Caller caller = run.caller(run.commandLine(), now).use(StsTokens.key(user));
    Label access = run.stage("initial-access", "T1078.004");
    caller.label(access).call(Operations.callerIdentity());
    Session token =
        run.simulation()
            .aws()
            .tokens()
            .federationToken(
                user,
                caller.session(),
                caller.client(),
                caller.now(),
                run.loud() ? "poweruser" : "backup-agent",
                129600,
                PolicyDocument.text(PolicyDocument.allow("*")),
                run.stage("persistence", "T1098.001"),
                run.random());
    // The owner notices and switches the key off; this is no part of the attack.
    IamUser owner = run.org().user("t.lindqvist");
    run.after(
        Duration.ofHours(3),
        at ->
            run.simulation()
                .caller(run.random(), Client.boto3("192.0.2.2"), at, null)
                .use(StsTokens.key(owner))
                .call(Iam.updateAccessKey(user.name(), user.accessKeyId(), "Inactive"))
                .wait(Duration.ofHours(10))
                .call(Iam.updateAccessKey(user.name(), user.accessKeyId(), "Active")));
    int rounds = run.loud() ? 6 : 3;
    for (int i = 1; i <= rounds; i++) {
      run.after(Duration.ofHours(4L * i), at -> use(run, token, user.account(), at));
    }
  }

  private static void use(CampaignRun run, Session token, Account account, Instant now) {
    Caller caller = run.caller(run.commandLine(), now).use(token);
    caller.label(run.stage("collection", "T1530"));
    caller.call(Ec2.describeInstances(), S3.listBuckets());
    for (int i = 0; i < (run.loud() ? 10 : 2); i++) {
      caller.call(S3.getObject(account.bucket("backup"), "db/" + i, 70_000_000));
    }
  }
}
