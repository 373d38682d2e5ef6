/** The operations of AWS Organizations. */
@NullMarked
package dev.gatehouse.gate.organization;

import org.jspecify.annotations.NullMarked;
