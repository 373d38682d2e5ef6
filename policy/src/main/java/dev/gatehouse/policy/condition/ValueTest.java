package dev.gatehouse.policy.condition;

import dev.gatehouse.policy.context.Context;

/** What one value of a policy says of one value of a request. */
interface ValueTest {
  /** The answers. */
  enum Match {
    NO,
    YES,
    /** One of the two cannot be read as the operator needs it: no number, no date, no address. */
    UNREADABLE,
    /** The policy's value has a variable that the request gives no value. */
    UNRESOLVED,
    /** It hangs on a key that nobody knows. */
    UNKNOWN;

    static Match of(boolean matches) {
      return matches ? YES : NO;
    }
  }

  Match test(String value, Context context);
}
