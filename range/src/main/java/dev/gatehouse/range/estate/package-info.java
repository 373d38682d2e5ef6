/** The organization as an estate folder. */
@NullMarked
package dev.gatehouse.range.estate;

import org.jspecify.annotations.NullMarked;
