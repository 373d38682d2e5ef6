package dev.gatehouse.core.lineage;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.UserIdentity;
import org.jspecify.annotations.Nullable;

/** Names the subject that stands behind a federated sign-in, in the words of {@link OriginType}. */
final class Federation {
  private static final String IDENTITY_CENTER_PROVIDER = ":saml-provider/AWSSSO_";

  private Federation() {}

  /**
   * Origin of an AssumeRoleWithSAML call: a person of Identity Center if the provider is the one
   * that Identity Center keeps in each account, else {@code federated:<provider name>/<subject>}.
   */
  static String saml(TrailEvent event) {
    String provider = event.request("principalArn");
    UserIdentity who = event.userIdentity();
    String subject = who.userName() != null ? who.userName() : event.response("subject");
    if (provider != null && provider.contains(IDENTITY_CENTER_PROVIDER)) {
      if (who.onBehalfOfUserId() != null) {
        return Identity.identityCenter(who);
      }
      String name =
          event.request("roleSessionName") != null ? event.request("roleSessionName") : subject;
      return "identitycenter:-/" + (name == null ? "-" : name);
    }
    String name = provider != null ? lastPart(provider) : who.identityProvider();
    return "federated:" + (name == null ? "-" : name) + "/" + (subject == null ? "-" : subject);
  }

  /**
   * Origin of an AssumeRoleWithWebIdentity call: {@code federated:<provider>/<subject>}, a provider
   * ARN shortened to its host and path.
   */
  static String webIdentity(TrailEvent event) {
    UserIdentity who = event.userIdentity();
    String provider =
        who.identityProvider() != null ? who.identityProvider() : event.response("provider");
    String subject =
        who.userName() != null ? who.userName() : event.response("subjectFromWebIdentityToken");
    return "federated:"
        + (provider == null ? "-" : providerName(provider))
        + "/"
        + (subject == null ? "-" : subject);
  }

  /** {@code arn:…:oidc-provider/host/path} to {@code host/path}; other names as they are. */
  static String providerName(String provider) {
    int at = provider.indexOf(":oidc-provider/");
    return at < 0 ? provider : provider.substring(at + ":oidc-provider/".length());
  }

  /** The identity that an ARN alone shows. */
  static UserIdentity callerOf(String arn) {
    Arn parsed = Arn.parse(arn);
    String account = parsed == null || parsed.account().isEmpty() ? null : parsed.account();
    String type =
        switch (parsed == null ? "" : parsed.resourceType()) {
          case "assumed-role" -> "AssumedRole";
          case "root" -> "Root";
          case "user" -> "IAMUser";
          default -> "Unknown";
        };
    String name = parsed != null && type.equals("IAMUser") ? parsed.name() : null;
    return new UserIdentity(
        type, null, arn, account, null, name, null, null, null, null, null, null, null, null);
  }

  private static @Nullable String lastPart(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }
}
