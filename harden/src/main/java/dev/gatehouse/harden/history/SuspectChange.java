package dev.gatehouse.harden.history;

import dev.gatehouse.estate.admission.TrustChange;

/**
 * A change of a role's trust policy that an attack may have made.
 *
 * @param finding id of the finding, or of the case, that speaks of it
 * @param proven whether the finding cites it or its session made it; otherwise only its caller is
 *     one of a case of high severity
 */
public record SuspectChange(TrustChange change, String finding, boolean proven) {}
