/** Random numbers that are the same for the same seed. */
@NullMarked
package dev.gatehouse.range.random;

import org.jspecify.annotations.NullMarked;
