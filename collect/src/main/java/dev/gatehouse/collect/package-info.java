/** Exports an estate from AWS, reading only. */
@NullMarked
package dev.gatehouse.collect;

import org.jspecify.annotations.NullMarked;
