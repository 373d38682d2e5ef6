/** Who calls, and whom a statement names. */
@NullMarked
package dev.gatehouse.policy.principal;

import org.jspecify.annotations.NullMarked;
