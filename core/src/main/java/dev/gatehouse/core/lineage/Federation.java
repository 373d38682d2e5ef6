package dev.gatehouse.core.lineage;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.aws.ReservedPath;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.UserIdentity;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names the subject that stands behind a federated sign-in, in the words of {@link OriginType}. */
final class Federation {
  /** The provider that Identity Center keeps in each account. */
  private static final Pattern IDENTITY_CENTER_PROVIDER =
      Pattern.compile("arn:[a-z-]+:iam::\\d{12}:saml-provider/AWSSSO_[0-9a-f]+_DO_NOT_DELETE");

  private Federation() {}

  /**
   * Origin of an AssumeRoleWithSAML call: a person of Identity Center if a role that Identity
   * Center keeps was assumed through the provider that it keeps, else {@code
   * federated:<provider>/<subject>} with the provider's ARN, for the same name means another
   * provider in another account.
   */
  static String saml(TrailEvent event) {
    String provider = event.request("principalArn");
    UserIdentity who = event.userIdentity();
    String subject = who.userName() != null ? who.userName() : event.response("subject");
    if (isIdentityCenter(provider, event.request("roleArn"))) {
      if (who.onBehalfOfUserId() != null) {
        return Identity.identityCenter(who);
      }
      String name =
          event.request("roleSessionName") != null ? event.request("roleSessionName") : subject;
      return "identitycenter:-/" + (name == null ? "-" : name);
    }
    String name = provider != null ? provider : who.identityProvider();
    return "federated:" + (name == null ? "-" : name) + "/" + (subject == null ? "-" : subject);
  }

  /**
   * Anybody may begin a provider's name like Identity Center's; nobody else has roles of its path.
   */
  private static boolean isIdentityCenter(@Nullable String provider, @Nullable String roleArn) {
    return provider != null
        && roleArn != null
        && IDENTITY_CENTER_PROVIDER.matcher(provider).matches()
        && ReservedPath.IDENTITY_CENTER.isOf(roleArn)
        && String.valueOf(Arn.account(provider)).equals(Arn.account(roleArn));
  }

  /**
   * Origin of an AssumeRoleWithWebIdentity call: {@code federated:<provider>/<subject>}, where the
   * provider is the ARN of one that the account made, or the host of one that AWS knows.
   */
  static String webIdentity(TrailEvent event) {
    UserIdentity who = event.userIdentity();
    String provider =
        who.identityProvider() != null ? who.identityProvider() : event.response("provider");
    String subject =
        who.userName() != null ? who.userName() : event.response("subjectFromWebIdentityToken");
    return "federated:"
        + (provider == null ? "-" : provider)
        + "/"
        + (subject == null ? "-" : subject);
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
}
