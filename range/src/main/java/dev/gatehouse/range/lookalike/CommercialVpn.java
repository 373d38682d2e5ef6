package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.org.Network;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.sim.World;
import java.time.Duration;
import java.time.Instant;

/** Somebody tries a VPN. */
final class CommercialVpn implements Resemblance {
  @Override
  public String id() {
    return "commercial-vpn";
  }

  @Override
  public String summary() {
    return "A person works through a commercial VPN in another country for two days.";
  }

  @Override
  public void run(Occasion occasion) {
    Person person = occasion.atWork(occasion.org().people(Person.Job.ANALYST));
    String address = Network.commercialVpn(occasion.random().below(30));
    Instant from = occasion.begin().minus(Duration.ofHours(10));
    occasion
        .world()
        .shift(
            person.email(),
            new World.Shift(
                from,
                from.plus(Duration.ofDays(3)),
                client -> client.at(address),
                occasion.label()));
  }
}
