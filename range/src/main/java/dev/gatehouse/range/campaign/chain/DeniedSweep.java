package dev.gatehouse.range.campaign.chain;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.api.S3;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Role after role is refused, until one opens. */
public final class DeniedSweep extends Campaign {
  public DeniedSweep() {
    super("denied-sweep", "A leaked user's key asks for many roles in vain until one lets it in.");
  }

  private static final List<String> NAMES =
      List.of(
          "admin", "Administrator", "deploy", "OrganizationAccountAccessRole", "ops", "jenkins");

  @Override
  public void begin(CampaignRun run) {
    if (run.loud()) {
      run.atStart(now -> sweep(run, now, 0, 60, true));
      return;
    }
    for (int i = 0; i < 12; i += 3) {
      int from = i;
      run.after(Duration.ofMinutes(40L * i), now -> sweep(run, now, from, 3, from + 3 >= 12));
    }
  }

  private static void sweep(CampaignRun run, Instant now, int from, int count, boolean last) {
    IamUser user = run.org().user("t.lindqvist");
    List<Account> accounts = run.org().services();
    Caller caller = run.attackerAs(user, now).label(run.stage("discovery", "T1580"));
    for (int i = from; i < from + count; i++) {
      Account target = accounts.get(i / NAMES.size() % accounts.size());
      caller.assumeRefused(target.arn("iam", "", "role/" + NAMES.get(i % NAMES.size())));
    }
    if (last) {
      caller.label(run.stage("privilege-escalation", "T1548.005"));
      caller.assume(run.org().role(user.account(), "legacy-admin"), "x1");
      caller.label(run.stage("collection", "T1530"));
      caller.call(Operations.callerIdentity(), S3.listBuckets(), Data.listSecrets());
    }
  }
}
