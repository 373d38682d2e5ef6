/**
 * The sessions around one id as a tree: those that led to it, and all that were issued from there.
 */
@NullMarked
package dev.gatehouse.core.lineage.tree;

import org.jspecify.annotations.NullMarked;
