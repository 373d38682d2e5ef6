package dev.gatehouse.policy.decision;

import dev.gatehouse.policy.catalogue.ActionCatalogue;
import dev.gatehouse.policy.catalogue.ActionCatalogue.AccessLevel;
import dev.gatehouse.policy.principal.Caller;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What AWS decides before or beside any policy. */
final class AwsRule {
  /** The actions that a role's trust policy decides on. */
  private static final Set<String> TRUST_ACTIONS =
      Set.of(
          "sts:assumerole",
          "sts:assumerolewithsaml",
          "sts:assumerolewithwebidentity",
          "sts:tagsession",
          "sts:setsourceidentity",
          "sts:setcontext");

  private AwsRule() {}

  /** GetCallerIdentity needs no permission and cannot be denied (STS API reference). */
  static boolean isAlwaysAllowed(Request request) {
    return request.actionLower().equals("sts:getcalleridentity")
        && request.caller().kind() != Caller.Kind.ANONYMOUS;
  }

  /** Whether the policy of the resource is a role's trust policy. */
  static boolean isTrust(Request request) {
    return request.service().equals("sts")
        && TRUST_ACTIONS.contains(request.actionLower())
        && request.resource().contains(":role/");
  }

  /** Whether the policy of the resource is a KMS key policy; aliases and grants have none. */
  static boolean isKey(Request request) {
    return request.service().equals("kms") && request.resource().contains(":key/");
  }

  /** Why AWS refuses the request whatever the policies say; null when it does not. */
  static @Nullable String refusal(Request request) {
    Caller.Kind kind = request.caller().kind();
    switch (request.actionLower()) {
      case "sts:assumerole" -> {
        if (kind == Caller.Kind.ROOT) {
          return "a root user cannot assume a role";
        }
        if (kind == Caller.Kind.FEDERATED || kind == Caller.Kind.ANONYMOUS) {
          return "AssumeRole needs AWS credentials, which the caller does not have";
        }
      }
      case "sts:assumerolewithsaml", "sts:assumerolewithwebidentity" -> {
        if (kind != Caller.Kind.FEDERATED) {
          return "the call takes a provider's token, not the credentials of an AWS principal";
        }
      }
      default -> {
        if (kind == Caller.Kind.FEDERATED && !isTrust(request)) {
          return "the bearer of a provider's token must assume a role before it can call AWS";
        }
      }
    }
    return isProtected(request) ? "AWS manages the resource and nobody else can change it" : null;
  }

  /**
   * AWS-managed policies, the roles of Identity Center and AWS-managed KMS aliases are read-only.
   */
  private static boolean isProtected(Request request) {
    String resource = request.resource();
    boolean iam =
        request.service().equals("iam")
            && !request.actionLower().equals("iam:passrole")
            && (resource.contains(":iam::aws:policy/") || resource.contains(":role/aws-reserved/"));
    boolean alias = request.service().equals("kms") && resource.contains(":alias/aws/");
    if (!iam && !alias) {
      return false;
    }
    AccessLevel level = ActionCatalogue.aws().accessLevel(request.actionLower());
    return level != null && level.changes();
  }

  /** Whether RCPs reach a request on this service at all, service-linked roles aside. */
  static boolean isUnderRcps(Request request) {
    return ActionCatalogue.aws().isUnderRcps(request.service())
        && !request.actionLower().equals("kms:retiregrant");
  }
}
