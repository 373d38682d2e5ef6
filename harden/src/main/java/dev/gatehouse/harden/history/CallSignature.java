package dev.gatehouse.harden.history;

import dev.gatehouse.policy.aws.ServicePrincipal;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a record of an assumption says that a policy could look at. Calls of one shape are decided
 * alike, so each shape is replayed once.
 *
 * <p>What differs from call to call (session name, time, age of a second factor) stands in it only
 * where a policy asks for it, see {@link VolatileKeys}.
 *
 * @param callerType {@code userIdentity.type}
 * @param caller ARN of the user, role or session, service principal, provider; null when the record
 *     does not say
 * @param callerAccount null when there is none
 * @param principalId the caller's unique id without its session name
 * @param longTerm whether the caller signed with a key of long life; null when nobody can tell
 * @param mfa whether the caller's session was opened with a second factor; null when nobody can
 *     tell
 * @param mfaShown whether a second factor was shown with the call itself
 * @param invokedBy the service that called, for itself or on the caller's behalf
 * @param address where the call came from, as recorded
 * @param parametersKnown whether the record has request parameters
 * @param tags session tags of the call, as JSON with sorted keys; null for none
 * @param inheritedTags session tags that the caller's session hands on; null for none
 * @param inheritedIdentity source identity of the caller's session
 * @param region where the call was served; null when the record leaves open what the caller named
 * @param legacySelfTrust whether AWS let the role become itself although its policy does not say so
 * @param sessionName null where no policy asks
 * @param userId with the session name; null where no policy asks
 * @param time null where no policy asks
 * @param issued when the caller's session began; null where no policy asks or there is none
 * @param mfaAge seconds since the second factor was shown; null where no policy asks or none was
 * @param trust the trust policy in force at the time; null when not known
 */
public record CallSignature(
    boolean succeeded,
    String action,
    String callerType,
    @Nullable String caller,
    @Nullable String callerAccount,
    @Nullable String callerRole,
    @Nullable String principalId,
    @Nullable Boolean longTerm,
    @Nullable Boolean mfa,
    boolean mfaShown,
    @Nullable String invokedBy,
    @Nullable String address,
    @Nullable String vpcEndpoint,
    boolean parametersKnown,
    @Nullable String externalId,
    @Nullable String sourceIdentity,
    @Nullable String inheritedIdentity,
    @Nullable String tags,
    @Nullable String transitiveTagKeys,
    @Nullable String inheritedTags,
    @Nullable String region,
    @Nullable String subject,
    @Nullable String audience,
    @Nullable String issuer,
    @Nullable String subjectType,
    @Nullable String nameQualifier,
    boolean legacySelfTrust,
    @Nullable String sessionName,
    @Nullable String userId,
    @Nullable Long time,
    @Nullable Long issued,
    @Nullable Long mfaAge,
    @Nullable Policy trust) {

  /**
   * What the call needs from the trust policy besides its own action: {@code sts:TagSession} where
   * it passes session tags or the caller's session hands some on, {@code sts:SetSourceIdentity}
   * where it has a source identity (IAM guide, "Passing session tags in AWS STS" and "Monitor and
   * control actions taken with assumed roles").
   *
   * <p>EKS Pod Identity passes six tags unless it was told not to; a record that shows none is
   * taken to have passed them if the policy of the time allows it.
   */
  public List<String> besides() {
    List<String> needed = new ArrayList<>(2);
    boolean pod = caller != null && ServicePrincipal.service(caller).equals("pods.eks");
    boolean allowed =
        trust == null
            || trust.statements().stream()
                .anyMatch(
                    each ->
                        each.effect() == Effect.ALLOW && each.matchesAction("sts:tagsession", 3));
    if (tags != null || transitiveTagKeys != null || inheritedTags != null || (pod && allowed)) {
      needed.add("sts:TagSession");
    }
    if (sourceIdentity != null || inheritedIdentity != null) {
      needed.add("sts:SetSourceIdentity");
    }
    return needed;
  }

  /** The caller for people: its ARN or name, else its account and unique id. */
  public String who() {
    if (caller != null) {
      return caller;
    }
    if (callerAccount == null) {
      return "unknown";
    }
    return "account:" + callerAccount + (principalId == null ? "" : "/" + principalId);
  }

  /** Whether the record is the role owner's copy alone, which hides the caller's name. */
  public boolean isOwnersCopy() {
    return callerType.equals("AWSAccount");
  }

  /** All of it but the trust policy in one line; equal for equal shapes only. */
  public String canonical() {
    StringBuilder text = new StringBuilder();
    for (Object part :
        Arrays.asList(
            succeeded,
            action,
            callerType,
            caller,
            callerAccount,
            callerRole,
            principalId,
            longTerm,
            mfa,
            mfaShown,
            invokedBy,
            address,
            vpcEndpoint,
            parametersKnown,
            externalId,
            sourceIdentity,
            inheritedIdentity,
            tags,
            transitiveTagKeys,
            inheritedTags,
            region,
            subject,
            audience,
            issuer,
            subjectType,
            nameQualifier,
            legacySelfTrust,
            sessionName,
            userId,
            time,
            issued,
            mfaAge)) {
      String word = String.valueOf(part);
      text.append(part == null ? "-" : String.valueOf(word.length())).append(':').append(word);
    }
    return text.toString();
  }
}
