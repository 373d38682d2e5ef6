package dev.gatehouse.range.aws;

import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.truth.Label;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** AWS as far as the range needs it: issues credentials, takes calls, records both. */
public final class AwsSimulator {
  private final Recorder recorder;
  private final StsTokens tokens;
  private final ServiceCredentials services;
  private final WebIdentities webIdentities;
  private final SignIns signIns;

  /** AWS for an organization; what happens goes to the recorder. */
  public AwsSimulator(Recorder recorder, Organization org) {
    this.recorder = recorder;
    this.tokens = new StsTokens(recorder);
    this.services = new ServiceCredentials(recorder);
    this.webIdentities = new WebIdentities(recorder);
    this.signIns = new SignIns(recorder, org);
  }

  /**
   * Somebody who begins to call, without a credential yet.
   *
   * @param label of what the calls are part of; null for ordinary work
   */
  public Caller caller(SeededRandom random, Client client, Instant now, @Nullable Label label) {
    return new Caller(this, random, client, now, label);
  }

  Recorder recorder() {
    return recorder;
  }

  StsTokens tokens() {
    return tokens;
  }

  ServiceCredentials services() {
    return services;
  }

  WebIdentities webIdentities() {
    return webIdentities;
  }

  SignIns signIns() {
    return signIns;
  }
}
