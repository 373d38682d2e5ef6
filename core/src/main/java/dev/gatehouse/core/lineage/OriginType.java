package dev.gatehouse.core.lineage;

/** What kind of thing stands at the far end of a lineage. */
public enum OriginType {
  /** An IAM user; the origin is its ARN. */
  USER("user"),
  /** An account's root user; the origin is its ARN. */
  ROOT("root"),
  /** An AWS service that delivers credentials to a workload: {@code service:<principal>}. */
  SERVICE("service"),
  /** A subject of an identity provider: {@code federated:<provider>/<subject>}. */
  FEDERATED("federated"),
  /** A person of IAM Identity Center: {@code identitycenter:<store>/<user>}. */
  IDENTITY_CENTER("identitycenter"),
  /** An account outside the trail, of which nothing more can be seen: {@code account:<id>}. */
  ACCOUNT("account"),
  /** Not known; the gaps say why. */
  UNKNOWN("unknown");

  private final String word;

  OriginType(String word) {
    this.word = word;
  }

  /** The word used in JSON. */
  public String word() {
    return word;
  }
}
