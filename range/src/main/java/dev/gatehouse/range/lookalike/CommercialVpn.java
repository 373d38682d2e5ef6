package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.org.Network;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;

/** Somebody tries a VPN. */
final class CommercialVpn implements LookAlike {
  @Override
  public String id() {
    return "commercial-vpn";
  }

  @Override
  public String summary() {
    return "A person works through a commercial VPN in another country for two days.";
  }

  @Override
  public void run(LookAlikeRun run) {
    Person person = run.atWork(run.org().people(Person.Job.ANALYST));
    String address = Network.commercialVpn(run.random().below(30));
    Instant from = run.begin().minus(Duration.ofHours(10));
    run.simulation()
        .shift(
            person.email(),
            new Simulation.Shift(
                from, from.plus(Duration.ofDays(3)), client -> client.at(address), run.label()));
  }
}
