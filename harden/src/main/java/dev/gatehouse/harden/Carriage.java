package dev.gatehouse.harden;

/**
 * Whether requests of one kind of caller have a condition key, and with which values.
 *
 * @param mayBeAbsent whether a request may lack it
 * @param mayBePresent whether a request may have it
 * @param domain its values where it is present
 * @param why one clause that gives the reason, for {@link #never}
 */
record Carriage(boolean mayBeAbsent, boolean mayBePresent, Domain domain, String why) {
  /** No request has the key. */
  static Carriage never(String why) {
    return new Carriage(true, false, Domain.of(), why);
  }

  /** Every request has the key. */
  static Carriage always(Domain domain) {
    return new Carriage(false, true, domain, "");
  }

  /** Some requests have the key. */
  static Carriage sometimes(Domain domain) {
    return new Carriage(true, true, domain, "");
  }

  /** The same with the reason why other values do not occur. */
  Carriage because(String reason) {
    return new Carriage(mayBeAbsent, mayBePresent, domain, reason);
  }
}
