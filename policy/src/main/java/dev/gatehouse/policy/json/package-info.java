/** JSON: read into plain values or into values with their line and column, and written. */
@NullMarked
package dev.gatehouse.policy.json;

import org.jspecify.annotations.NullMarked;
