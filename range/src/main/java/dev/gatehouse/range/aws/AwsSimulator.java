package dev.gatehouse.range.aws;

import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.truth.Label;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Everything that calls and credentials are made with. */
public record AwsSimulator(
    Recorder recorder,
    StsTokens tokens,
    ServiceCredentials deliveries,
    WebIdentities webIdentities,
    SignIns signIns) {
  /** A desk around a recorder. */
  public static AwsSimulator of(Recorder recorder, Organization org) {
    return new AwsSimulator(
        recorder,
        new StsTokens(recorder),
        new ServiceCredentials(recorder),
        new WebIdentities(recorder),
        new SignIns(recorder, org));
  }

  /** Somebody who begins to work. */
  public Caller caller(SeededRandom random, Client client, Instant now, @Nullable Label label) {
    return new Caller(this, random, client, now, label);
  }
}
