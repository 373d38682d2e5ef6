package dev.gatehouse.estate.inventory;

import org.jspecify.annotations.Nullable;

/**
 * An EC2 instance, or the default version of a launch template.
 *
 * @param id such as {@code i-0abc} or {@code lt-0abc}
 * @param account "" when no file says
 * @param template whether it is a launch template
 * @param requiresToken whether metadata is given only for a token (IMDSv2); null when the template
 *     leaves it to the account's default
 * @param profile ARN or name of the instance profile; null when there is none
 */
public record Machine(
    String id,
    String account,
    boolean template,
    @Nullable Boolean requiresToken,
    @Nullable String profile) {}
