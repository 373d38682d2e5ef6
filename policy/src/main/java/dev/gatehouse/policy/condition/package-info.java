/** Condition operators: the truth of one operator on one key and its values. */
@NullMarked
package dev.gatehouse.policy.condition;

import org.jspecify.annotations.NullMarked;
