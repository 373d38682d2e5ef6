package dev.gatehouse.range.campaign.credential;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Network;
import dev.gatehouse.range.org.Workload;
import dev.gatehouse.range.scenario.Campaign;
import dev.gatehouse.range.scenario.CampaignRun;
import java.time.Instant;

/** One credential, many addresses. */
public final class ManySources extends Campaign {
  public ManySources() {
    super(
        "many-sources",
        "One role session is used from many addresses within the hour, through a pool of proxies.");
  }

  @Override
  public void begin(CampaignRun run) {
    run.atStart(now -> spread(run, now));
  }

  private static void spread(CampaignRun run, Instant now) {
    Workload task = run.org().workloads(Workload.Kind.ECS_TASK).get(0);
    Session live = run.simulation().live().get(task.name());
    if (live == null) {
      return;
    }
    Account account = task.account();
    Caller caller = run.attacker(now).use(live);
    int places = run.loud() ? 24 : 5;
    for (int i = 0; i < places; i++) {
      String address = run.loud() ? Network.rentedServer(i * 3) : Network.foreignHome(i * 5);
      caller.from(Client.boto3(address)).label(run.stage("initial-access", "T1552.005"));
      if (i == 0) {
        caller.call(Operations.callerIdentity());
      }
      caller.label(run.stage("credential-access", "T1555.006"));
      caller.call(Data.getSecret(account, account.unit() + "/database"));
    }
  }
}
