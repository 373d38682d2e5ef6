/** Role chains: how deep, over which trust, through which workload. */
@NullMarked
package dev.gatehouse.core.rules.chain;

import org.jspecify.annotations.NullMarked;
