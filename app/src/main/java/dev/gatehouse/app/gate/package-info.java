/** The command that runs a gate. */
@NullMarked
package dev.gatehouse.app.gate;

import org.jspecify.annotations.NullMarked;
