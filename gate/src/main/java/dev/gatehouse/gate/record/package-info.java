/** The CloudTrail records of calls. */
@NullMarked
package dev.gatehouse.gate.record;

import org.jspecify.annotations.NullMarked;
