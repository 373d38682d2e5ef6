package dev.gatehouse.trail;

import org.jspecify.annotations.Nullable;

/**
 * Who made a call, as the record's {@code userIdentity} says it.
 *
 * @param type {@code Root}, {@code IAMUser}, {@code AssumedRole}, {@code Role}, {@code
 *     FederatedUser}, {@code Directory}, {@code AWSAccount}, {@code AWSService}, {@code
 *     IdentityCenterUser}, {@code SAMLUser}, {@code WebIdentityUser}, {@code Unknown} or any later
 *     word; {@code Unknown} where the record does not say
 * @param principalId {@code AIDA…}, {@code AROA…:session}, {@code account:name}
 * @param arn of the caller: for a role session {@code arn:aws:sts::A:assumed-role/NAME/SESSION}
 * @param invokedBy the service that called on behalf of the caller
 * @param invokedByDelegateAccountId account of a product provider with delegated access
 * @param onBehalfOfUserId Identity Center user id behind the call
 * @param onBehalfOfIdentityStoreArn its identity store
 * @param inScopeOf the workload that the credentials were issued to: its {@code
 *     credentialsIssuedTo}, else its {@code sourceArn}
 * @param session null for long-term credentials
 */
public record UserIdentity(
    String type,
    @Nullable String principalId,
    @Nullable String arn,
    @Nullable String accountId,
    @Nullable String accessKeyId,
    @Nullable String userName,
    @Nullable String invokedBy,
    @Nullable String invokedByDelegateAccountId,
    @Nullable String identityProvider,
    @Nullable String credentialId,
    @Nullable String onBehalfOfUserId,
    @Nullable String onBehalfOfIdentityStoreArn,
    @Nullable String inScopeOf,
    @Nullable SessionContext session) {

  /** A record without a usable {@code userIdentity}. */
  public static final UserIdentity UNKNOWN =
      new UserIdentity(
          "Unknown", null, null, null, null, null, null, null, null, null, null, null, null, null);
}
