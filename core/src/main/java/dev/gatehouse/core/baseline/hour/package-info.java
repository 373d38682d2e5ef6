/** What each subject did hour by hour: the grain in which baselines learn, and its files. */
@NullMarked
package dev.gatehouse.core.baseline.hour;

import org.jspecify.annotations.NullMarked;
