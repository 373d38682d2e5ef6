/** Ways that sessions took: how deep, across which boundaries, through which deputy. */
@NullMarked
package dev.gatehouse.core.rules.chain;

import org.jspecify.annotations.NullMarked;
