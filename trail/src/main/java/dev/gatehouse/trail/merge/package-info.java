/** Many files made one stream in the order of event times, copies dropped, memory bounded. */
@NullMarked
package dev.gatehouse.trail.merge;

import org.jspecify.annotations.NullMarked;
