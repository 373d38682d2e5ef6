/** Calls to the services that the gate does not hold itself: whose they are, whether they may, where they go. */
@NullMarked
package dev.gatehouse.gate.other;

import org.jspecify.annotations.NullMarked;
