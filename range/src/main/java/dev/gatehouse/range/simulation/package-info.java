/** The organization in time: the schedule, what is planned, how busy everybody is. */
@NullMarked
package dev.gatehouse.range.simulation;

import org.jspecify.annotations.NullMarked;
