/** The evaluation of a request against every policy that applies. */
@NullMarked
package dev.gatehouse.policy.decision;

import org.jspecify.annotations.NullMarked;
