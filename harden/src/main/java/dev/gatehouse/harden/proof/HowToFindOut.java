package dev.gatehouse.harden.proof;

import java.util.Locale;

/** How to learn what CloudTrail does not record. */
final class HowToFindOut {
  /** Stands for a key where record and trust policy rule each other out. */
  static final String CONTRADICTION = "trust policy of the time";

  private HowToFindOut() {}

  /** One sentence for a condition key, a document, or the caller. */
  static String of(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    if (lower.equals("caller")) {
      return "Read the records: their userIdentity names no principal that a policy can.";
    }
    if (lower.equals(CONTRADICTION)) {
      return "Hold the record against the role's trust policy of its time: the estate may be newer"
          + " than the call, or the caller's session hands on tags or a source identity for which"
          + " the policy lacks sts:TagSession or sts:SetSourceIdentity.";
    }
    if (lower.startsWith("policy:")) {
      return "Add `"
          + key.substring("policy:".length())
          + "` to the estate folder; `gatehouse estate show` names the command.";
    }
    if (lower.equals("aws:principalarn")) {
      return "Ask the owner of the calling account which role calls; the records of the role's own"
          + " account hide it, those of the caller's account have it.";
    }
    if (lower.startsWith("aws:source") && !isNetwork(lower)) {
      return "Services send "
          + key
          + " and CloudTrail does not record it: put the condition on the role's twin in a"
          + " non-production account and let the service use it.";
    }
    if (isNetwork(lower)) {
      return "Ask the callers' owner through which VPC and endpoint they call, or put the condition"
          + " on the role's twin in a non-production account.";
    }
    if (lower.startsWith("aws:principaltag/") || lower.startsWith("aws:requesttag/")) {
      return "Give the trail of the accounts that issued the callers' sessions, and their IAM"
          + " dumps; else let a caller try it on the role's twin in a non-production account.";
    }
    if (lower.startsWith("aws:multifactorauth")) {
      return "Let a caller try it on the role's twin in a non-production account, with the"
          + " sign-in that is used in production.";
    }
    return "Add an Allow statement with the condition on "
        + key
        + " beside the present one, for the role's twin in a non-production account, then take the"
        + " present one away there and look for AccessDenied.";
  }

  private static boolean isNetwork(String lower) {
    return lower.startsWith("aws:sourceip")
        || lower.startsWith("aws:sourcevpc")
        || lower.startsWith("aws:vpcsourceip");
  }
}
