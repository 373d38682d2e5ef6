/** One call of an operation, and what answers it. */
@NullMarked
package dev.gatehouse.gate.operation;

import org.jspecify.annotations.NullMarked;
