/** Harmless events that look like attacks. */
@NullMarked
package dev.gatehouse.range.lookalike;

import org.jspecify.annotations.NullMarked;
