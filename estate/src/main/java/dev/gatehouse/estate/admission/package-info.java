/**
 * Who gets in by a policy: the callers that a principal stands for, the condition keys that such a
 * caller can carry, and the search for a request that passes.
 */
@NullMarked
package dev.gatehouse.estate.admission;

import org.jspecify.annotations.NullMarked;
