/** Names as AWS writes them: ARNs, partitions, accounts, services, unique ids and access keys. */
@NullMarked
package dev.gatehouse.policy.aws;

import org.jspecify.annotations.NullMarked;
