/** Lineage and sessions as JSON. */
@NullMarked
package dev.gatehouse.output.lineage;

import org.jspecify.annotations.NullMarked;
