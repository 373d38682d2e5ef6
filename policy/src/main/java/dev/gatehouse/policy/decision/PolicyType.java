package dev.gatehouse.policy.decision;

/** The kinds of policy that take part in a decision. */
public enum PolicyType {
  IDENTITY("identity", "identity-based policy"),
  RESOURCE("resource", "resource-based policy"),
  BOUNDARY("permissionsBoundary", "permissions boundary"),
  SESSION("session", "session policy"),
  SCP("scp", "service control policy"),
  RCP("rcp", "resource control policy"),
  /** What AWS itself refuses whatever the policies say. */
  AWS("aws", "rule of AWS");

  private final String id;
  private final String words;

  PolicyType(String id, String words) {
    this.id = id;
    this.words = words;
  }

  /** The stable name in JSON. */
  public String id() {
    return id;
  }

  /** The name AWS uses in error messages. */
  public String words() {
    return words;
  }
}
