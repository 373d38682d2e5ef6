package dev.gatehouse.estate;

import org.jspecify.annotations.Nullable;

/**
 * The AWS organization.
 *
 * @param id {@code o-…}
 * @param managementAccount its account id
 */
public record Organization(@Nullable String id, @Nullable String managementAccount) {}
