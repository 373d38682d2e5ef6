/** CloudTrail: the event history, and the one trail that the gate writes. */
@NullMarked
package dev.gatehouse.gate.cloudtrail;

import org.jspecify.annotations.NullMarked;
