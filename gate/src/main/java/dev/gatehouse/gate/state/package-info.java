/** What the accounts of the gate hold, and how it outlives the process. */
@NullMarked
package dev.gatehouse.gate.state;

import org.jspecify.annotations.NullMarked;
