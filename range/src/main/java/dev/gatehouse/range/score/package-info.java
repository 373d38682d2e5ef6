/** Findings against the truth. */
@NullMarked
package dev.gatehouse.range.score;

import org.jspecify.annotations.NullMarked;
