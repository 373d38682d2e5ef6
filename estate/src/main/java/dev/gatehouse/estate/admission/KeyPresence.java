package dev.gatehouse.estate.admission;

/**
 * Whether requests of one kind of caller have a condition key, and with which values.
 *
 * @param mayBeAbsent whether a request may lack it
 * @param mayBePresent whether a request may have it
 * @param domain its values where it is present
 * @param why one clause that gives the reason, for {@link #never}
 */
record KeyPresence(boolean mayBeAbsent, boolean mayBePresent, Domain domain, String why) {
  /** No request has the key. */
  static KeyPresence never(String why) {
    return new KeyPresence(true, false, Domain.of(), why);
  }

  /** Every request has the key. */
  static KeyPresence always(Domain domain) {
    return new KeyPresence(false, true, domain, "");
  }

  /** Some requests have the key. */
  static KeyPresence sometimes(Domain domain) {
    return new KeyPresence(true, true, domain, "");
  }

  /** The same with the reason why other values do not occur. */
  KeyPresence because(String reason) {
    return new KeyPresence(mayBeAbsent, mayBePresent, domain, reason);
  }
}
