/**
 * What a baseline looks at in a call: whom it is about, which values it brings, what it counts for.
 */
@NullMarked
package dev.gatehouse.core.baseline.feature;

import org.jspecify.annotations.NullMarked;
