/** How much: calls, sessions, roles. */
@NullMarked
package dev.gatehouse.core.rules.volume;

import org.jspecify.annotations.NullMarked;
