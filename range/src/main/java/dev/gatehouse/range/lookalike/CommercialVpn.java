package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.org.Network;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.scenario.LookAlike;
import dev.gatehouse.range.scenario.LookAlikeRun;
import java.time.Duration;

/** Somebody tries a VPN. */
final class CommercialVpn extends LookAlike {
  CommercialVpn() {
    super(
        "commercial-vpn",
        "A person works through a commercial VPN in another country for two days.");
  }

  @Override
  public void begin(LookAlikeRun run) {
    Person person = run.atWork(run.org().people(Person.Job.ANALYST));
    String address = Network.commercialVpn(run.random().below(30));
    run.change(
        person.email(), Duration.ofHours(10), Duration.ofDays(3), client -> client.at(address));
  }
}
