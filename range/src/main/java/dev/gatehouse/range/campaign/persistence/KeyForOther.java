package dev.gatehouse.range.campaign.persistence;

import dev.gatehouse.policy.aws.UniqueId;
import dev.gatehouse.range.api.Ec2;
import dev.gatehouse.range.api.Iam;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Duration;
import java.time.Instant;

/** A key is made for somebody else. */
public final class KeyForOther extends Campaign {
  public KeyForOther() {
    super(
        "key-for-other",
        "An administrator makes an access key for another user and works with it.");
  }

  @Override
  public void begin(CampaignRun run) {
    run.atStart(now -> create(run, now));
  }

  private static void create(CampaignRun run, Instant now) {
    IamUser user = run.org().user("t.lindqvist");
    IamUser victim = run.org().user("m.keller");
    Caller caller = run.attackerAs(user, now);
    caller.label(run.stage("initial-access", "T1078.004")).call(Operations.callerIdentity());
    caller.label(run.stage("discovery", "T1087.004")).call(Iam.listUsers());
    String key = run.random().id(UniqueId.LONG_TERM_KEY.prefix() + user.account().code(), 20);
    caller.label(run.stage("persistence", "T1098.001"));
    caller.call(Iam.createAccessKey(victim.name(), key, caller.now()));
    Duration later = run.loud() ? Duration.ofMinutes(5) : Duration.ofHours(29);
    run.after(later, at -> use(run, victim, key, at));
  }

  private static void use(CampaignRun run, IamUser victim, String key, Instant now) {
    Caller caller = run.attacker(now).useKey(victim, key);
    caller.label(run.stage("collection", "T1530"));
    caller.call(Operations.callerIdentity(), S3.listBuckets(), Ec2.describeInstances());
    int objects = run.loud() ? 20 : 2;
    for (int i = 0; i < objects; i++) {
      caller.call(S3.getObject(victim.account().bucket("assets"), "contracts/" + i, 400_000));
    }
  }
}
