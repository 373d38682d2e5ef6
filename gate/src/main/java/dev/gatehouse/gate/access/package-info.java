/** Whether a call is allowed: its resources, context and policies put before the policy engine. */
@NullMarked
package dev.gatehouse.gate.access;

import org.jspecify.annotations.NullMarked;
