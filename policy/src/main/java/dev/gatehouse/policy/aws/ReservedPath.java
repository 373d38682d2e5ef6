package dev.gatehouse.policy.aws;

/**
 * Paths of roles that AWS keeps for itself. A role is known by its path alone: anybody may give a
 * role a name that begins with {@code AWSServiceRoleFor} or {@code AWSReservedSSO_}.
 */
public enum ReservedPath {
  /** Roles that a service makes for itself: service-linked roles. */
  SERVICE_LINKED("/aws-service-role/"),
  /** Roles that nobody in the account can change, those of Identity Center among them. */
  RESERVED("/aws-reserved/"),
  /** Roles that Identity Center makes of permission sets. */
  IDENTITY_CENTER("/aws-reserved/sso.amazonaws.com/");

  private final String path;

  /** What the ARN of such a role has in it. */
  private final String within;

  ReservedPath(String path) {
    this.path = path;
    this.within = ":role" + path;
  }

  /** Whether the path of a role, {@code /} at both ends, is this one or below it. */
  public boolean holds(String path) {
    return path.startsWith(this.path);
  }

  /** Whether an ARN is that of a role of this path. */
  public boolean isOf(String arn) {
    return arn.contains(within);
  }

  /** What stands behind this path in the ARN of such a role: {@code SERVICE/NAME} and the like. */
  public String below(String arn) {
    return arn.substring(arn.indexOf(within) + within.length());
  }
}
