/** Exports an estate from AWS, reading only. */
@NullMarked
package dev.gatehouse.app.collect;

import org.jspecify.annotations.NullMarked;
