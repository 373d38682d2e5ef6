package dev.gatehouse.range.campaign.persistence;

import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.org.PolicyDocument;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Duration;
import java.time.Instant;

/** A federation token outlives the key that asked for it. */
public final class FederationAfterKey extends Campaign {
  public FederationAfterKey() {
    super(
        "federation-after-key",
        "A leaked key asks for a federation token, which works on after the key is deactivated.");
  }

  @Override
  public void begin(CampaignRun run) {
    run.atStart(now -> ask(run, now));
  }

  private static void ask(CampaignRun run, Instant now) {
    IamUser user = run.org().user("backup-agent");
    Caller caller = run.attackerAs(user, now);
    caller.label(run.stage("initial-access", "T1078.004")).call(Operations.callerIdentity());
    caller.label(run.stage("persistence", "T1098.001"));
    caller.getFederationToken(
        user,
        run.loud() ? "poweruser" : "backup-agent",
        129600,
        PolicyDocument.text(PolicyDocument.allow("*")));
    // The owner notices and switches the key off; this is no part of the attack.
    run.after(Duration.ofHours(3), at -> deactivateForAWhile(run, user, at));
    Session token = caller.session();
    int rounds = run.loud() ? 6 : 3;
    for (int i = 1; i <= rounds; i++) {
      run.after(Duration.ofHours(4L * i), at -> use(run, token, at));
    }
  }

  private static void deactivateForAWhile(CampaignRun run, IamUser user, Instant now) {
    run.simulation()
        .caller(run.random(), Client.boto3("192.0.2.2"), now, null)
        .useKey(run.org().user("t.lindqvist"))
        .call(Iam.updateAccessKey(user.name(), user.accessKeyId(), "Inactive"))
        .pause(Duration.ofHours(10))
        .call(Iam.updateAccessKey(user.name(), user.accessKeyId(), "Active"));
  }

  private static void use(CampaignRun run, Session token, Instant now) {
    Caller caller = run.attacker(now).use(token).label(run.stage("collection", "T1530"));
    caller.call(Ec2.describeInstances(), S3.listBuckets());
    String bucket = token.account().bucket("backup");
    for (int i = 0; i < (run.loud() ? 10 : 2); i++) {
      caller.call(S3.getObject(bucket, "db/" + i, 70_000_000));
    }
  }
}
