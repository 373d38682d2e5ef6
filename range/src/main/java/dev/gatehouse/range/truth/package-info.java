/** What really happened: labels and lineage. */
@NullMarked
package dev.gatehouse.range.truth;

import org.jspecify.annotations.NullMarked;
