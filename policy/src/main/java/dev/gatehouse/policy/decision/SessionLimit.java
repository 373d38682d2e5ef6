package dev.gatehouse.policy.decision;

import dev.gatehouse.policy.context.ContextKey;
import dev.gatehouse.policy.principal.Caller;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What AWS withholds from temporary credentials by the call that made them (IAM guide, "Compare AWS
 * STS credentials").
 *
 * <p>That a user's credentials are temporary shows in {@code aws:TokenIssueTime}, or in {@code
 * aws:MultiFactorAuthPresent} being false, which a key of long life does not have at all. Where
 * neither is known, the user may use a key of long life and is not limited. Sessions of the console
 * carry {@code aws:SignInSessionArn} and may call IAM.
 */
enum SessionLimit {
  NONE,
  /** A role's session. */
  ROLE,
  /** A user's session from GetSessionToken. */
  SESSION_TOKEN,
  /** The same, for which a second factor was given. */
  SESSION_TOKEN_WITH_MFA,
  /** A session from GetFederationToken. */
  FEDERATION_TOKEN,
  /** The same, in the console. */
  FEDERATION_TOKEN_IN_CONSOLE;

  private static final ContextKey ISSUED = ContextKey.of("aws:TokenIssueTime");
  private static final ContextKey MFA = ContextKey.of("aws:MultiFactorAuthPresent");
  private static final ContextKey CONSOLE = ContextKey.of("aws:SignInSessionArn");

  private static final Set<String> TOKEN_CALLS =
      Set.of("sts:getsessiontoken", "sts:getfederationtoken");

  /** What a session from GetSessionToken may ask STS for, what AssumeRole asks besides included. */
  private static final Set<String> ASSUMING =
      Set.of("sts:assumerole", "sts:tagsession", "sts:setsourceidentity", "sts:setcontext");

  /** The limit of the credentials that sign a request. */
  static SessionLimit of(Request request) {
    Caller.Kind kind = request.caller().kind();
    return switch (kind) {
      case ROLE, ROLE_SESSION -> ROLE;
      case FEDERATED_USER ->
          request.context().hasValue(CONSOLE) ? FEDERATION_TOKEN_IN_CONSOLE : FEDERATION_TOKEN;
      case USER -> ofUser(request);
      case ROOT, ANONYMOUS, FEDERATED, SERVICE -> NONE;
    };
  }

  private static SessionLimit ofUser(Request request) {
    String mfa = request.context().value(MFA);
    if (!request.context().hasValue(ISSUED) && !"false".equalsIgnoreCase(mfa)) {
      return NONE;
    }
    boolean proven = "true".equalsIgnoreCase(mfa) || request.context().hasValue(CONSOLE);
    return proven ? SESSION_TOKEN_WITH_MFA : SESSION_TOKEN;
  }

  /** Why such credentials cannot do an action, in lower case; null when they can. */
  @Nullable String refusal(String action) {
    // PassRole is a permission that other services ask for, no call to IAM.
    boolean iam = action.startsWith("iam:") && !action.equals("iam:passrole");
    boolean sts = action.startsWith("sts:") && !action.equals("sts:getcalleridentity");
    return switch (this) {
      case NONE -> null;
      case ROLE ->
          TOKEN_CALLS.contains(action) ? "a role's session cannot call " + name(action) : null;
      case SESSION_TOKEN, SESSION_TOKEN_WITH_MFA -> {
        if (sts && !ASSUMING.contains(action)) {
          yield "credentials from GetSessionToken call of STS only AssumeRole and GetCallerIdentity";
        }
        yield iam && this == SESSION_TOKEN
            ? "credentials from GetSessionToken call IAM only if a second factor was given"
            : null;
      }
      case FEDERATION_TOKEN, FEDERATION_TOKEN_IN_CONSOLE -> {
        if (sts) {
          yield "credentials from GetFederationToken call of STS only GetCallerIdentity";
        }
        yield iam && this == FEDERATION_TOKEN
            ? "credentials from GetFederationToken do not call IAM outside the console"
            : null;
      }
    };
  }

  private static String name(String action) {
    return action.equals("sts:getsessiontoken") ? "GetSessionToken" : "GetFederationToken";
  }
}
