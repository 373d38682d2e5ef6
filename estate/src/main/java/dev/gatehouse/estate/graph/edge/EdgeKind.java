package dev.gatehouse.estate.graph.edge;

/**
 * A way from one identity to another. Where several lead the same way, the one of the lower place
 * is told first.
 *
 * <p>The ways to more permissions follow public research on IAM privilege escalation, each tried
 * against the service authorization reference. Those through a service are data of the package
 * {@code way} and have the places from {@link #COMPUTE} on.
 *
 * @param place where it stands among the others
 * @param word the word used in JSON
 * @param phrase what the one at the beginning of the edge does
 */
public record EdgeKind(int place, String word, String phrase) implements Comparable<EdgeKind> {
  /** The place of the first way through a service. */
  public static final int COMPUTE = 100;

  public static final EdgeKind ADMINISTRATOR =
      new EdgeKind(0, "administrator", "holds every permission in the account");

  public static final EdgeKind ASSUME_ROLE = new EdgeKind(1, "assume-role", "assumes the role");

  public static final EdgeKind ASSUME_ROLE_WITH_SAML =
      new EdgeKind(2, "assume-role-with-saml", "signs in through the SAML provider");

  public static final EdgeKind ASSUME_ROLE_WITH_WEB_IDENTITY =
      new EdgeKind(
          3, "assume-role-with-web-identity", "shows a token of the OpenID Connect provider");

  public static final EdgeKind ROLES_ANYWHERE =
      new EdgeKind(4, "roles-anywhere", "shows a certificate of the trust anchor");

  public static final EdgeKind SERVICE =
      new EdgeKind(5, "service", "is a service that the role trusts");

  public static final EdgeKind CREATE_POLICY_VERSION =
      new EdgeKind(6, "create-policy-version", "writes a new version of an attached policy");

  public static final EdgeKind SET_DEFAULT_POLICY_VERSION =
      new EdgeKind(
          7, "set-default-policy-version", "brings back an older version of an attached policy");

  public static final EdgeKind ATTACH_POLICY =
      new EdgeKind(8, "attach-policy", "attaches an administrator's policy");

  public static final EdgeKind PUT_POLICY =
      new EdgeKind(9, "put-policy", "writes an inline policy");

  public static final EdgeKind ADD_USER_TO_GROUP =
      new EdgeKind(10, "add-user-to-group", "joins the group");

  public static final EdgeKind REMOVE_BOUNDARY =
      new EdgeKind(11, "remove-boundary", "removes the permissions boundary");

  public static final EdgeKind REMOVE_DENY =
      new EdgeKind(12, "remove-deny", "removes the policy that denies");

  public static final EdgeKind CREATE_USER =
      new EdgeKind(20, "create-user", "makes a user with every permission");

  public static final EdgeKind CREATE_ROLE =
      new EdgeKind(21, "create-role", "makes a role with every permission");

  public static final EdgeKind CREATE_GROUP =
      new EdgeKind(22, "create-group", "joins a group that it makes and gives every permission");

  public static final EdgeKind UPDATE_TRUST =
      new EdgeKind(13, "update-assume-role-policy", "opens the role's trust policy to itself");

  public static final EdgeKind CREATE_ACCESS_KEY =
      new EdgeKind(14, "create-access-key", "makes an access key for the user");

  public static final EdgeKind SET_PASSWORD =
      new EdgeKind(15, "set-login-profile", "sets the user's console password");

  public static final EdgeKind BUCKET =
      new EdgeKind(1000, "bucket", "is let in by the bucket's policy");

  public static final EdgeKind KEY = new EdgeKind(1001, "key", "is let in by the key's policy");

  public static final EdgeKind QUEUE =
      new EdgeKind(1002, "queue", "is let in by the queue's policy");

  public static final EdgeKind TOPIC =
      new EdgeKind(1003, "topic", "is let in by the topic's policy");

  public static final EdgeKind SECRET =
      new EdgeKind(1004, "secret", "is let in by the secret's policy");

  public static final EdgeKind FUNCTION =
      new EdgeKind(1005, "function", "is let in by the function's policy");

  public static final EdgeKind EVENT_BUS =
      new EdgeKind(1006, "event-bus", "may put events on the bus");

  @Override
  public int compareTo(EdgeKind other) {
    return Integer.compare(place, other.place);
  }
}
