package dev.gatehouse.policy.principal;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.aws.ReservedPath;
import dev.gatehouse.policy.aws.ServicePrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request.
 *
 * @param kind what kind of principal
 * @param text the ARN, service name or provider as AWS spells it; {@code anonymous} for nobody
 * @param partition the partition of the ARN, "" when there is none
 * @param account the account whose policies bind the caller, "" when there is none
 * @param name the user's, role's or federated user's name without its path, else ""
 * @param roleArn the ARN of the role behind a session, with its path; null when it is not known
 * @param issuer the ARN of the user who called GetFederationToken; null when it is not known
 */
public record Caller(
    Kind kind,
    String text,
    String partition,
    String account,
    String name,
    @Nullable String roleArn,
    @Nullable String issuer) {

  /** The kinds of principal that AWS tells apart. */
  public enum Kind {
    ANONYMOUS,
    ROOT,
    USER,
    /** A role, as any session of it. */
    ROLE,
    /** One session of a role. */
    ROLE_SESSION,
    /** A session made by GetFederationToken. */
    FEDERATED_USER,
    /**
     * Someone who shows a token of a SAML or OpenID Connect provider and has no AWS identity yet.
     */
    FEDERATED,
    SERVICE
  }

  private static final Caller ANONYMOUS =
      new Caller(Kind.ANONYMOUS, "anonymous", "", "", "", null, null);

  public static Caller anonymous() {
    return ANONYMOUS;
  }

  /** An AWS service, by its principal name such as {@code lambda.amazonaws.com}. */
  public static Caller service(String name) {
    return new Caller(Kind.SERVICE, name, "", "", "", null, null);
  }

  /** The bearer of a token, by provider ARN or by a name such as {@code accounts.google.com}. */
  public static Caller federated(String provider) {
    Arn arn = Arn.parse(provider);
    String partition = arn == null ? "" : arn.partition();
    return new Caller(Kind.FEDERATED, provider, partition, "", "", null, null);
  }

  /**
   * Reads a caller: the ARN of a user, role, role session, federated user, root or provider; a
   * service principal; {@code anonymous} or {@code *}. Throws {@link IllegalArgumentException} for
   * other text.
   */
  public static Caller parse(String text) {
    if (text.equals("anonymous") || text.equals("*")) {
      return ANONYMOUS;
    }
    int service = text.startsWith("arn:") ? text.indexOf(':', 4) + 1 : 0;
    int region = service == 0 ? 0 : text.indexOf(':', service) + 1;
    int account = region == 0 ? 0 : text.indexOf(':', region) + 1;
    int resource = account == 0 ? 0 : text.indexOf(':', account) + 1;
    if (resource == 0) {
      return byName(text);
    }
    Kind kind = kind(text, service, resource);
    if (kind == null) {
      throw new IllegalArgumentException(
          "`"
              + text
              + "` is no principal; give the ARN of a user, role, session, federated user or root");
    }
    if (kind == Kind.FEDERATED) {
      return federated(text);
    }
    int slash = text.indexOf('/', resource) + 1;
    String name =
        switch (kind) {
          case USER, ROLE -> text.substring(text.lastIndexOf('/') + 1);
          case ROLE_SESSION -> {
            int end = text.indexOf('/', slash);
            yield end < 0 ? text.substring(slash) : text.substring(slash, end);
          }
          case FEDERATED_USER -> text.substring(slash);
          case ROOT, ANONYMOUS, FEDERATED, SERVICE -> "";
        };
    String partition = text.startsWith("arn:aws:") ? "aws" : text.substring(4, service - 1);
    String owner = text.substring(account, resource - 1);
    return new Caller(kind, text, partition, owner, name, kind == Kind.ROLE ? text : null, null);
  }

  private static @Nullable Kind kind(String text, int service, int resource) {
    if (text.startsWith("iam:", service)) {
      if (text.startsWith("user/", resource)) {
        return Kind.USER;
      }
      if (text.startsWith("role/", resource)) {
        return Kind.ROLE;
      }
      if (text.startsWith("root", resource) && text.length() == resource + "root".length()) {
        return Kind.ROOT;
      }
      boolean provider =
          text.startsWith("saml-provider/", resource)
              || text.startsWith("oidc-provider/", resource);
      return provider ? Kind.FEDERATED : null;
    }
    if (!text.startsWith("sts:", service)) {
      return null;
    }
    if (text.startsWith("assumed-role/", resource)) {
      return Kind.ROLE_SESSION;
    }
    return text.startsWith("federated-user/", resource) ? Kind.FEDERATED_USER : null;
  }

  private static Caller byName(String text) {
    if (text.equals("cognito-identity.amazonaws.com")
        || text.equals("www.amazon.com")
        || text.equals("graph.facebook.com")
        || text.equals("accounts.google.com")) {
      return federated(text);
    }
    if (ServicePrincipal.is(text)) {
      return service(text);
    }
    throw new IllegalArgumentException(
        "`"
            + text
            + "` is no principal; give an ARN, a service such as `ec2.amazonaws.com`, or"
            + " `anonymous`");
  }

  /** The same session with the ARN of its role, whose path the session ARN does not show. */
  public Caller withRoleArn(String arn) {
    return new Caller(kind, text, partition, account, name, arn, issuer);
  }

  /** The same federated session with the ARN of the user who asked for it. */
  public Caller withIssuer(String arn) {
    return new Caller(kind, text, partition, account, name, roleArn, arn);
  }

  /** Whether the caller is a role or a session of one. */
  public boolean isRole() {
    return kind == Kind.ROLE || kind == Kind.ROLE_SESSION;
  }

  /** Whether identity policies, boundary and SCPs of an account bind the caller. */
  public boolean hasIdentity() {
    return switch (kind) {
      case ROOT, USER, ROLE, ROLE_SESSION, FEDERATED_USER -> true;
      case ANONYMOUS, FEDERATED, SERVICE -> false;
    };
  }

  /**
   * Whether this is a service-linked role: its path is {@code aws-service-role/}. The name prefix
   * {@code AWSServiceRoleFor} proves nothing, since customers may use it too.
   */
  public boolean isServiceLinkedRole() {
    return isRole() && roleArn != null && ReservedPath.SERVICE_LINKED.isOf(roleArn);
  }

  @Override
  public String toString() {
    return text;
  }
}
