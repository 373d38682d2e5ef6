/** Reads JSON with the line and column of every value. */
@NullMarked
package dev.gatehouse.policy.json;

import org.jspecify.annotations.NullMarked;
