package dev.gatehouse.range.aws;

import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.truth.Label;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at work: a credential, a place, and a clock that moves with each call. A script written
 * against a shell reads like what was done.
 */
public final class Caller {
  private final AwsSimulator aws;
  private final SeededRandom random;
  private @Nullable Session session;
  private Client client;
  private Instant now;
  private @Nullable Label label;
  private Duration paceMin = Duration.ofMillis(400);
  private Duration paceMax = Duration.ofSeconds(9);

  Caller(AwsSimulator aws, SeededRandom random, Client client, Instant now, @Nullable Label label) {
    this.aws = aws;
    this.random = random;
    this.client = client;
    this.now = now;
    this.label = label;
  }

  /** The time it is here. */
  public Instant now() {
    return now;
  }

  /** Chance of this shell. */
  public SeededRandom random() {
    return random;
  }

  /** Where calls come from. */
  public Client client() {
    return client;
  }

  /** The credential in use; fails if there is none. */
  public Session session() {
    if (session == null) {
      throw new IllegalStateException("This shell has no credential yet.");
    }
    return session;
  }

  /** Uses this credential from now on. */
  public Caller use(Session next) {
    session = next;
    return this;
  }

  /** Calls from here from now on. */
  public Caller from(Client next) {
    client = next;
    return this;
  }

  /** Labels what follows. */
  public Caller label(@Nullable Label next) {
    label = next;
    return this;
  }

  /** Time between calls from now on. */
  public Caller pace(Duration min, Duration max) {
    paceMin = min;
    paceMax = max;
    return this;
  }

  /** Waits. */
  public Caller wait(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** Waits between {@code min} and {@code max}. */
  public Caller wait(Duration min, Duration max) {
    return wait(random.between(min, max));
  }

  /** Makes the calls, one after the other. */
  public Caller call(ApiCall... calls) {
    for (ApiCall call : calls) {
      // An expired token is refused before anything is recorded; the console never asks STS.
      boolean console = client.kind() == Client.Kind.CONSOLE && call.service().equals("sts");
      if (now.isBefore(session().expires()) && !console) {
        aws.recorder().record(session(), client, now, call, label, random);
      }
      wait(paceMin, paceMax);
    }
    return this;
  }

  /** Makes a call that a service makes for the caller, as Secrets Manager calls KMS. */
  public Caller via(String service, ApiCall call) {
    if (!now.isBefore(session().expires())) {
      return this;
    }
    Session forward = session().via(service, random.id("ASIA" + session().account().code(), 20));
    aws.recorder().record(forward, Client.service(service), now, call, label, random);
    return this;
  }

  /** Makes a call that no identity policy allows. */
  public Caller denied(ApiCall call, String resource) {
    return call(DeniedCall.identity(call, session(), resource, random));
  }

  /** Assumes a role and goes on as it; the session before is given back by {@link #session}. */
  public Caller assume(Role role, AssumeRoleOptions options) {
    if (!now.isBefore(session().expires())) {
      throw new IllegalStateException("The session of " + session().arn() + " is over.");
    }
    session = aws.tokens().assume(session(), client, now, role, options, label, random);
    return wait(paceMin, paceMax);
  }

  /** Asks for a role in vain. */
  public Caller assumeRefused(String roleArn) {
    aws.tokens().refused(session(), client, now, roleArn, label, random);
    return wait(paceMin, paceMax);
  }
}
