/** What is known of a request: keys, values, and what nobody knows. */
@NullMarked
package dev.gatehouse.policy.context;

import org.jspecify.annotations.NullMarked;
