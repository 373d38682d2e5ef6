package dev.gatehouse.range.org;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A company outside with a role in some of the accounts. Only the owner's copy of its calls is
 * visible.
 *
 * @param accountId the vendor's account
 * @param principalId of the vendor's role and session, {@code AROA…:session}
 * @param externalId null where the contract forgot it
 * @param roles what it may assume
 */
public record Vendor(
    String name,
    String accountId,
    String principalId,
    @Nullable String externalId,
    String address,
    List<Role> roles) {}
