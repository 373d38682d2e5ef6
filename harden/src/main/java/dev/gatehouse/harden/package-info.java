/**
 * How tight a role's trust is, and what would make it tighter: who is let in, what such a caller
 * can carry, which of the eight points its conditions meet.
 */
@NullMarked
package dev.gatehouse.harden;

import org.jspecify.annotations.NullMarked;
