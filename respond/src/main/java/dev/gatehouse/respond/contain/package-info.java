/**
 * Cutting off whoever is behind a case: which credentials they hold, what to cut for each, whom
 * else that breaks, and the proof, by the policy engine, that none of their calls would pass any
 * more.
 */
@NullMarked
package dev.gatehouse.respond.contain;

import org.jspecify.annotations.NullMarked;
