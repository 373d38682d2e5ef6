/** Time and chance. */
@NullMarked
package dev.gatehouse.range.sim;

import org.jspecify.annotations.NullMarked;
