/** Calls that depart from the baseline of a subject, in which way, and how unlikely that is. */
@NullMarked
package dev.gatehouse.core.baseline.anomaly;

import org.jspecify.annotations.NullMarked;
