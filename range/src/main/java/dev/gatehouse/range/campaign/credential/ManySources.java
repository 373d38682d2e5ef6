package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Network;
import dev.gatehouse.range.org.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One credential, many places. */
final class ManySources implements Campaign {
  @Override
  public String id() {
    return "many-sources";
  }

  @Override
  public String summary() {
    return "One role session is used from many addresses within the hour, through a pool of"
               + " proxies.";
  }

  @Override
  public void run(CampaignRun run) {
    run.after(Duration.ZERO, now -> spread(run, now));
  }

  private static void spread(CampaignRun run, Instant now) {
    List<Workload> tasks = run.org().workloads(Workload.Kind.ECS_TASK);
    Workload task = tasks.get(0);
    Session live = run.simulation().live().get(task.name());
    if (live == null) {
      return;
    }
    Account account = task.account();
    Caller caller = run.caller(Client.boto3(run.address()), now).use(live);
    int places = run.loud() ? 24 : 5;
    for (int i = 0; i < places; i++) {
      String address = run.loud() ? Network.rentedServer(i * 3) : Network.foreignHome(i * 5);
      caller.from(Client.boto3(address));
      caller.label(run.stage("initial-access", "T1552.005"));
      if (i == 0) {
        caller.call(Operations.callerIdentity());
      }
      caller.label(run.stage("credential-access", "T1555.006"));
      caller.call(Data.getSecret(account, account.unit() + "/database"));
    }
  }
}
