/** Tracks covered: logs weakened, trails that fall silent. */
@NullMarked
package dev.gatehouse.core.rules.evasion;

import org.jspecify.annotations.NullMarked;
