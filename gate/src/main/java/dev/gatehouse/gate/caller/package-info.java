/** Who calls: long-term keys, sessions sealed in tokens, and what a call knows of its caller. */
@NullMarked
package dev.gatehouse.gate.caller;

import org.jspecify.annotations.NullMarked;
