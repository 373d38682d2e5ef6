package dev.gatehouse.range.org;

import java.util.List;

/**
 * A repository whose build deploys to accounts.
 *
 * @param subject of its tokens, {@code repo:example-org/payments:ref:refs/heads/main}
 * @param targets accounts deployed to, in this order
 */
public record Pipeline(String repository, String subject, List<Account> targets) {}
