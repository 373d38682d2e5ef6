package dev.gatehouse.range.campaign;

import dev.gatehouse.range.api.Data;
import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Session;
import dev.gatehouse.range.call.Shell;
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
    return "One role session is used from many addresses within the hour, through a pool of proxies.";
  }

  @Override
  public void run(Attack attack) {
    attack.after(Duration.ZERO, now -> spread(attack, now));
  }

  private static void spread(Attack attack, Instant now) {
    List<Workload> tasks = attack.org().workloads(Workload.Kind.ECS_TASK);
    Workload task = tasks.get(0);
    Session live = attack.world().live().get(task.name());
    if (live == null) {
      return;
    }
    Account account = task.account();
    Shell shell = attack.shell(Client.boto3(attack.address()), now).use(live);
    int places = attack.loud() ? 24 : 5;
    for (int i = 0; i < places; i++) {
      String address = attack.loud() ? Network.rentedServer(i * 3) : Network.foreignHome(i * 5);
      shell.from(Client.boto3(address));
      shell.label(attack.stage("initial-access", "T1552.005"));
      if (i == 0) {
        shell.call(Operations.callerIdentity());
      }
      shell.label(attack.stage("credential-access", "T1555.006"));
      shell.call(Data.getSecret(account, account.unit() + "/database"));
    }
  }
}
