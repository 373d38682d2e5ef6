/** Calls and callers: the one place that knows what AWS writes for whom. */
@NullMarked
package dev.gatehouse.range.aws;

import org.jspecify.annotations.NullMarked;
