package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Workload;
import java.time.Duration;
import java.util.List;

/** The way out of a network changes. */
final class NatChange implements LookAlike {
  @Override
  public String id() {
    return "nat-change";
  }

  @Override
  public String summary() {
    return "An account's NAT gateway is replaced: its workloads come from a new address.";
  }

  @Override
  public void run(LookAlikeRun run) {
    Account account = run.random().pick(run.org().of("prod"));
    String address = "198.18.200." + (2 + run.number());
    for (Workload workload : run.org().workloads()) {
      if (workload.account().id().equals(account.id())) {
        Shifting.forGood(
            run,
            workload.name(),
            client -> client.address().equals(account.natAddress()) ? client.at(address) : client);
      }
    }
    run.announce(
        "network",
        "Replace NAT gateway",
        run.begin(),
        Duration.ofHours(4),
        List.of(account),
        List.of());
  }
}
