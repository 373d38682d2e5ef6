/** An estate folder as what the gate holds. */
@NullMarked
package dev.gatehouse.gate.estate;

import org.jspecify.annotations.NullMarked;
