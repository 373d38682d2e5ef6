/** CloudTrail's integrity validation: signed digests and the log files they vouch for. */
@NullMarked
package dev.gatehouse.trail.digest;

import org.jspecify.annotations.NullMarked;
