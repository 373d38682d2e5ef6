/** The sessions around one id as a tree: the way home, and all that grew from there. */
@NullMarked
package dev.gatehouse.core.lineage.tree;

import org.jspecify.annotations.NullMarked;
