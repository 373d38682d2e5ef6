package dev.gatehouse.core.lineage;

import dev.gatehouse.trail.UserIdentity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one record says about a credential or an identity that later records look up. It is kept as
 * it is under the key of the thing it is about (see {@link Keys}).
 *
 * @param kind what it says
 * @param eventId the record
 * @param time of the record
 * @param expires when nothing can stem from it any more
 * @param expiresAt when the issued credential ends, as the record says; null where it does not
 * @param call the API call
 * @param caller who made it
 * @param from its source address
 * @param roleArn what the issued credential acts as
 * @param sessionArn the issued session
 * @param accessKeyId the issued credential
 * @param origin the subject of a federation, where the call itself names who stands behind it
 * @param workload the instance, function, task or pod it was issued to
 * @param cause kind of causal edge, for {@link Kind#MADE}
 * @param names accounts and principals that an opened trust names, blank-separated; the user whose
 *     access key was made; empty for others
 */
public record Fact(
    Kind kind,
    String eventId,
    Instant time,
    Instant expires,
    @Nullable Instant expiresAt,
    String call,
    UserIdentity caller,
    @Nullable String from,
    @Nullable String roleArn,
    @Nullable String sessionArn,
    @Nullable String accessKeyId,
    @Nullable String origin,
    @Nullable String workload,
    Cause.@Nullable Kind cause,
    String names) {

  /** Sessions grown one from another live an hour each, and so many of them are followed. */
  private static final Duration CHAINED = Duration.ofHours(ResolveLineage.HOPS_MAX);

  /** What a fact says. */
  public enum Kind {
    /** The record issued a credential. */
    ISSUED,
    /** A person signed in to the console. */
    SIGNED_IN,
    /** The record is one copy of a call that several accounts received. */
    COPY,
    /** The record made or changed the thing. */
    MADE
  }

  /**
   * Until when the fact is remembered: a chain of sessions may outlive the credential it began
   * with.
   */
  Instant kept() {
    return kind == Kind.ISSUED || kind == Kind.SIGNED_IN ? expires.plus(CHAINED) : expires;
  }

  /**
   * How much the record says of who stands behind the credential: 2 origin, 1 caller, 0 neither.
   */
  int originDetail() {
    return origin != null ? 2 : showsCaller() ? 1 : 0;
  }

  /**
   * Whether the record shows who called: the trusting account's copy of a cross-account call does
   * not.
   */
  boolean showsCaller() {
    return !caller.type().equals("AWSAccount");
  }
}
