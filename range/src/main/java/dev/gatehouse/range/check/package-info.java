/** Field sets of generated records against real ones. */
@NullMarked
package dev.gatehouse.range.check;

import org.jspecify.annotations.NullMarked;
