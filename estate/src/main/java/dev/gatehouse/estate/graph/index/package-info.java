/** An inventory made ready for the search: subjects, and policies by whom they name. */
@NullMarked
package dev.gatehouse.estate.graph.index;

import org.jspecify.annotations.NullMarked;
