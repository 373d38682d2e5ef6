package dev.gatehouse.range.call;

import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.truth.Label;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Everything that calls and credentials are made with. */
public record Desk(
    Recorder recorder,
    Tokens tokens,
    Deliveries deliveries,
    WebIdentities webIdentities,
    SignIns signIns) {
  /** A desk around a recorder. */
  public static Desk of(Recorder recorder, Organization org) {
    return new Desk(
        recorder,
        new Tokens(recorder),
        new Deliveries(recorder),
        new WebIdentities(recorder),
        new SignIns(recorder, org));
  }

  /** Somebody who begins to work. */
  public Shell shell(SeededRandom random, Client client, Instant now, @Nullable Label label) {
    return new Shell(this, random, client, now, label);
  }
}
