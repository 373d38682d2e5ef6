package dev.gatehouse.policy.condition;

import dev.gatehouse.policy.context.Context;

/** What one value of a policy says of one value of a request. */
interface ValueTest {
  /** The answers; {@code INVALID} when one of the two cannot be read as the operator needs it. */
  enum Match {
    NO,
    YES,
    INVALID,
    UNKNOWN;

    static Match of(boolean matches) {
      return matches ? YES : NO;
    }
  }

  Match test(String value, Context context);
}
