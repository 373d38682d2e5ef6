package dev.gatehouse.trail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What {@code userIdentity.sessionContext} says of a temporary credential.
 *
 * @param issuerType {@code Role}, {@code IAMUser}, {@code Root}
 * @param issuerPrincipalId unique id of the role or user, {@code AROA…}
 * @param issuerArn the role's ARN, with its path
 * @param creationDate when the credential was issued
 * @param mfaAuthenticated null where the record does not say
 * @param federatedProvider provider of a web identity session
 * @param ec2RoleDelivery {@code 1.0} for IMDSv1, {@code 2.0} for IMDSv2
 * @param signInSessionArn {@code arn:aws:signin:<region>:<account>:session/<uuid>}
 * @param assumedRoot the session came from {@code sts:AssumeRoot}
 */
public record SessionContext(
    @Nullable String issuerType,
    @Nullable String issuerPrincipalId,
    @Nullable String issuerArn,
    @Nullable String issuerAccountId,
    @Nullable String issuerUserName,
    @Nullable Instant creationDate,
    @Nullable Boolean mfaAuthenticated,
    @Nullable String federatedProvider,
    @Nullable String sourceIdentity,
    @Nullable String ec2RoleDelivery,
    @Nullable String signInSessionArn,
    boolean assumedRoot) {}
