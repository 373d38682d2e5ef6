package dev.gatehouse.range.aws;

import dev.gatehouse.policy.aws.UniqueId;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.truth.Label;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds one call: where it comes from, when, and what it is part of.
 *
 * @param random for the ids in its records
 */
record CallContext(Client client, Instant time, @Nullable Label label, SeededRandom random) {
  /** The same, called by a service. */
  CallContext byService(String principal) {
    return new CallContext(Client.service(principal), time, label, random);
  }

  /** The id of a new temporary key of an account. */
  String newKey(Account account) {
    return random.id(UniqueId.TEMPORARY_KEY.prefix() + account.code(), 20);
  }
}
