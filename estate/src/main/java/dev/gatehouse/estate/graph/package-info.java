/** Who can become whom, under which conditions and why; and what that reaches. */
@NullMarked
package dev.gatehouse.estate.graph;

import org.jspecify.annotations.NullMarked;
