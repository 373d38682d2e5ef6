/**
 * Who became a role, how often and in which context, as a trail tells it: what is known of a
 * request, what it surely lacked, and what nobody can say.
 */
@NullMarked
package dev.gatehouse.harden.history;

import org.jspecify.annotations.NullMarked;
