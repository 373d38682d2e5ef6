/**
 * One pass over the bytes of a record, which makes a {@link dev.gatehouse.trail.TrailEvent} of them
 * without building a tree.
 */
@NullMarked
package dev.gatehouse.trail.scan;

import org.jspecify.annotations.NullMarked;
