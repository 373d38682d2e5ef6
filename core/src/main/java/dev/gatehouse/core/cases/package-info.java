/** Findings that hang together, told as one story. */
@NullMarked
package dev.gatehouse.core.cases;

import org.jspecify.annotations.NullMarked;
