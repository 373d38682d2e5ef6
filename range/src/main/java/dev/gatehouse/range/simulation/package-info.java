/** Time and chance. */
@NullMarked
package dev.gatehouse.range.simulation;

import org.jspecify.annotations.NullMarked;
