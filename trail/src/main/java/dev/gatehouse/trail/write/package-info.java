/** Records written as CloudTrail writes them. */
@NullMarked
package dev.gatehouse.trail.write;

import org.jspecify.annotations.NullMarked;
