package dev.gatehouse.policy.decision;

import dev.gatehouse.policy.aws.ReservedPath;
import dev.gatehouse.policy.catalogue.ActionCatalogue;
import dev.gatehouse.policy.catalogue.ActionCatalogue.AccessLevel;
import dev.gatehouse.policy.catalogue.CrossAccountActions;
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

  /**
   * What the root user of a resource's account may do although the resource's policy denies it, so
   * that nobody locks himself out (S3 API Reference, PutBucketPolicy; IAM guide, "Tasks that
   * require root user credentials").
   */
  private static final Set<String> UNLOCKS =
      Set.of(
          "s3:getbucketpolicy",
          "s3:putbucketpolicy",
          "s3:deletebucketpolicy",
          "sqs:getqueueattributes",
          "sqs:setqueueattributes");

  /**
   * Whether AWS asks no policy at all: GetCallerIdentity needs no permission, and GetSessionToken
   * authenticates, which no policy controls (STS API reference). Neither can be denied.
   */
  static boolean isAlwaysAllowed(Request request) {
    Caller.Kind kind = request.caller().kind();
    return switch (request.actionLower()) {
      case "sts:getcalleridentity" -> kind != Caller.Kind.ANONYMOUS;
      case "sts:getsessiontoken" ->
          kind == Caller.Kind.ROOT
              || (kind == Caller.Kind.USER && SessionLimit.of(request) == SessionLimit.NONE);
      default -> false;
    };
  }

  /** Whether a Deny of the resource's own policy does not hold for the caller. */
  static boolean passesOwnDeny(Request request, boolean sameAccount) {
    return sameAccount
        && request.caller().kind() == Caller.Kind.ROOT
        && UNLOCKS.contains(request.actionLower());
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
  static @Nullable String refusal(Request request, boolean sameAccount) {
    Caller.Kind kind = request.caller().kind();
    String limited = SessionLimit.of(request).refusal(request.actionLower());
    if (limited != null) {
      return limited;
    }
    if (!sameAccount
        && request.caller().hasIdentity()
        && CrossAccountActions.refuses(request.actionLower())) {
      return "the service grants `" + request.action() + "` to principals of its own account only";
    }
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
            && (resource.contains(":iam::aws:policy/") || ReservedPath.RESERVED.isOf(resource));
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
