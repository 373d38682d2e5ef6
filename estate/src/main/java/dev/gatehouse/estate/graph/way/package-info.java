/** The ways from one identity to another, one family of edges a class. */
@NullMarked
package dev.gatehouse.estate.graph.way;

import org.jspecify.annotations.NullMarked;
