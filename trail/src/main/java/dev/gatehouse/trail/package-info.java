/** A CloudTrail record in its own words: who called what, where, when, and what came of it. */
@NullMarked
package dev.gatehouse.trail;

import org.jspecify.annotations.NullMarked;
