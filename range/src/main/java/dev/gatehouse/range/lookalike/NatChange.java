package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.scenario.LookAlike;
import dev.gatehouse.range.scenario.LookAlikeRun;
import java.time.Duration;
import java.util.List;

/** The way out of a network changes. */
final class NatChange extends LookAlike {
  NatChange() {
    super(
        "nat-change",
        "An account's NAT gateway is replaced: its workloads come from a new address.");
  }

  @Override
  public void begin(LookAlikeRun run) {
    Account account = run.random().pick(run.org().of("prod"));
    String nat = account.natAddress();
    String address = "198.18.200." + (2 + run.number());
    run.changeWorkloads(
        account, client -> client.address().equals(nat) ? client.at(address) : client);
    run.announce(
        "network", "Replace NAT gateway", Duration.ofHours(4), List.of(account), List.of());
  }
}
