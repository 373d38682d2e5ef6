package dev.gatehouse.estate.admission;

/** What kind of caller a principal of a trust policy is. What it can carry hangs on it. */
public enum PrincipalKind {
  /** Every account, or everyone but a few. */
  ANYONE("anyone", "anyone"),
  /** Any principal of the role's own account that may assume roles. */
  OWN_ACCOUNT("own-account", "any principal of the role's own account"),
  /** Any principal of another account of the organization. */
  OWN_ORGANIZATION("own-organization", "any principal of another account of the organization"),
  /** A principal of an account of which nobody says whether it is one's own. */
  OTHER_ACCOUNT("other-account", "a principal of an account that may be foreign"),
  /** A principal of an account outside the organization. */
  THIRD_PARTY("third-party", "a third party"),
  /** An IAM user of the organization. */
  USER("user", "an IAM user"),
  /** A role that people get by signing in at Identity Center or at a SAML provider. */
  FEDERATED_PERSON("federated-person", "a person's role of Identity Center or SAML"),
  /** A role that compute or a pipeline carries. */
  WORKLOAD("workload", "a workload's role"),
  /** A role of the organization of which nobody says who carries it. */
  ROLE("role", "a role"),
  /** An AWS service. */
  SERVICE("service", "an AWS service"),
  /** A job of a build system that shows an OpenID Connect token. */
  PIPELINE("pipeline", "a build job's token"),
  /** A pod that shows a token of its EKS cluster. */
  POD("pod", "a pod's token"),
  /** A visitor of an app with a token of a Cognito identity pool. */
  COGNITO("cognito", "an app user's Cognito token"),
  /** The bearer of a token of any other OpenID Connect provider. */
  WEB_IDENTITY("web-identity", "a web identity's token"),
  /** A person who shows a SAML assertion. */
  SAML("saml", "a SAML assertion"),
  /** A principal that was deleted or that cannot be read. */
  NOBODY("nobody", "nobody");

  private final String word;
  private final String phrase;

  PrincipalKind(String word, String phrase) {
    this.word = word;
    this.phrase = phrase;
  }

  /** The word used in JSON. */
  public String word() {
    return word;
  }

  /** With its article, for sentences. */
  public String phrase() {
    return phrase;
  }

  /** Whether the caller signs its request with AWS credentials of a user or role. */
  public boolean hasCredentials() {
    return switch (this) {
      case ANYONE,
          OWN_ACCOUNT,
          OWN_ORGANIZATION,
          OTHER_ACCOUNT,
          THIRD_PARTY,
          USER,
          FEDERATED_PERSON,
          WORKLOAD,
          ROLE ->
          true;
      case SERVICE, PIPELINE, POD, COGNITO, WEB_IDENTITY, SAML, NOBODY -> false;
    };
  }

  /** Whether the caller shows a token of an OpenID Connect provider. */
  public boolean showsToken() {
    return this == PIPELINE || this == POD || this == COGNITO || this == WEB_IDENTITY;
  }

  /** Whether the principal stands for an account as a whole, which then decides who of it comes. */
  public boolean isDelegation() {
    return this == OWN_ACCOUNT || this == OWN_ORGANIZATION;
  }

  /** The action of STS by which such a caller becomes a role. */
  public String call() {
    if (showsToken()) {
      return "sts:AssumeRoleWithWebIdentity";
    }
    return this == SAML ? "sts:AssumeRoleWithSAML" : "sts:AssumeRole";
  }
}
