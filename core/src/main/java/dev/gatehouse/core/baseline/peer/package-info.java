/** How many peers do what is new to a subject. */
@NullMarked
package dev.gatehouse.core.baseline.peer;

import org.jspecify.annotations.NullMarked;
