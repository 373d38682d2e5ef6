package dev.gatehouse.core.lineage;

/** What kind of thing stands at the far end of a lineage. */
public enum OriginType {
  /** An IAM user; the origin is its ARN. */
  USER("user"),
  /** An account's root user; the origin is its ARN. */
  ROOT("root"),
  /** An AWS service that delivers credentials to a workload: {@code service:<principal>}. */
  SERVICE("service"),
  /**
   * A subject of an identity provider: {@code federated:<provider>/<subject>}, with the ARN of a
   * provider that an account made.
   */
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

  /** The type that an origin's own words tell; a role is nobody. */
  public static OriginType of(String origin) {
    int colon = origin.indexOf(':');
    return switch (colon < 0 ? "" : origin.substring(0, colon)) {
      case "service" -> SERVICE;
      case "federated" -> FEDERATED;
      case "identitycenter" -> IDENTITY_CENTER;
      case "account" -> ACCOUNT;
      case "arn" -> origin.endsWith(":root") ? ROOT : origin.contains(":user/") ? USER : UNKNOWN;
      default -> UNKNOWN;
    };
  }

  /** The word used in JSON. */
  public String word() {
    return word;
  }
}
