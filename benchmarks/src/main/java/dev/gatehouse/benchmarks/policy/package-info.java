/** Decisions per second of the policy engine. */
@NullMarked
package dev.gatehouse.benchmarks.policy;

import org.jspecify.annotations.NullMarked;
