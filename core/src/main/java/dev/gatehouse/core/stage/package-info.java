/** The keyed-step contract and the embedded runner that owns order. Knows no domain type. */
@NullMarked
package dev.gatehouse.core.stage;

import org.jspecify.annotations.NullMarked;
