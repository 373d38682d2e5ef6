package dev.gatehouse.estate.graph.edge;

import dev.gatehouse.policy.aws.Arn;
import java.util.Comparator;

/**
 * Somebody who can act, or something that can be acted on.
 *
 * @param kind what it is
 * @param id an ARN, or a word and a name as {@link Kind} says
 */
public record Node(Kind kind, String id) implements Comparable<Node> {
  private static final Comparator<Node> ORDER =
      Comparator.comparing(Node::kind).thenComparing(Node::id);

  /** The kinds of nodes, with the form of their ids. */
  public enum Kind {
    /** A user's ARN. */
    USER,
    /** A role's ARN: any session of it. */
    ROLE,
    /** One session of a role, by its ARN; only as a start. */
    SESSION,
    /** A group's ARN: whoever is a member. */
    GROUP,
    /** {@code administrator:ACCOUNT}: whoever holds every permission there. */
    ADMINISTRATOR,
    /**
     * {@code raised:ARN}: a user or role that has given itself every permission, within its
     * boundary and what its policies deny.
     */
    RAISED,
    /**
     * {@code new:ACCOUNT/POLICY}: a user or role that does not exist yet and has every permission
     * that the boundary of that ARN leaves.
     */
    MADE,
    /** {@code federated:PROVIDER/SUBJECT}; the subject may hold wildcards. */
    FEDERATED,
    /** {@code service:PRINCIPAL}. */
    SERVICE,
    /** {@code account:ID}: principals of an account of which no file tells. */
    ACCOUNT,
    /** {@code anyone}: any principal of any account. */
    ANYONE,
    /** ARN of a resource with a policy of its own. */
    RESOURCE
  }

  /** The administrators of an account. */
  public static Node administrator(String account) {
    return new Node(Kind.ADMINISTRATOR, "administrator:" + account);
  }

  /** An account of which no file tells. */
  public static Node account(String account) {
    return new Node(Kind.ACCOUNT, "account:" + account);
  }

  /** A service by its principal name. */
  public static Node service(String principal) {
    return new Node(Kind.SERVICE, "service:" + principal);
  }

  /** A subject, or a pattern of subjects, of a provider. */
  public static Node federated(String provider, String subject) {
    return new Node(Kind.FEDERATED, "federated:" + provider + "/" + subject);
  }

  /** Any principal of any account. */
  public static Node anyone() {
    return new Node(Kind.ANYONE, "anyone");
  }

  public static Node raised(String arn) {
    return new Node(Kind.RAISED, "raised:" + arn);
  }

  public static Node made(String account, String boundary) {
    return new Node(Kind.MADE, "new:" + account + "/" + boundary);
  }

  /** The boundary that a {@link Kind#MADE} node names. */
  public String boundary() {
    return id.substring(id.indexOf('/') + 1);
  }

  /**
   * The account it belongs to; "" for what belongs to none, or to one that its ARN does not say.
   */
  public String account() {
    return switch (kind) {
      case USER, ROLE, SESSION, GROUP, RESOURCE -> Arn.account(id);
      case RAISED -> Arn.account(id.substring(id.indexOf(':') + 1));
      case MADE -> id.substring(id.indexOf(':') + 1, id.indexOf('/'));
      case ADMINISTRATOR, ACCOUNT -> id.substring(id.indexOf(':') + 1);
      case FEDERATED, SERVICE, ANYONE -> "";
    };
  }

  @Override
  public int compareTo(Node other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return id;
  }
}
