package dev.gatehouse.core.lineage;

import dev.gatehouse.trail.TrailEvent;

/**
 * An event with the lineage of the credential that it was made with.
 *
 * @param event the record
 * @param identity the user, role or other identity that acted (see {@link Identity})
 * @param lineage from the acting credential to its origin
 * @param secondCopy this is the trusting account's copy of a call whose caller's copy is in the
 *     trail too: shown, but counted once
 */
public record Activity(TrailEvent event, String identity, Lineage lineage, boolean secondCopy) {
  /**
   * The session that acted: its access key id, else its ARN or principal id, else the identity.
   * Names one credential lifetime.
   */
  public String session() {
    var who = event.userIdentity();
    if (who.accessKeyId() != null) {
      return who.accessKeyId();
    }
    if (who.principalId() != null) {
      return who.principalId();
    }
    return who.arn() != null ? who.arn() : identity;
  }

  /**
   * The account that acted: the caller's, else the trail's; {@code unknown} where the record names
   * neither.
   */
  public String account() {
    var who = event.userIdentity();
    if (who.accountId() != null) {
      return who.accountId();
    }
    return event.recipientAccountId() != null ? event.recipientAccountId() : "unknown";
  }

  /** The account whose trail the record is in, and so whose things it is about. */
  public String recordedIn() {
    return event.recipientAccountId() != null ? event.recipientAccountId() : account();
  }

  /** Whether the event was made with temporary credentials, which somebody issued. */
  public boolean isTemporary() {
    return !lineage.hops().isEmpty() || event.userIdentity().session() != null;
  }

  /** Whether AWS made the call, for itself or because someone uses the service that did. */
  public boolean isByService() {
    var who = event.userIdentity();
    return who.type().equals("AWSService")
        || who.invokedBy() != null
        || event.eventType().equals("AwsServiceEvent");
  }
}
