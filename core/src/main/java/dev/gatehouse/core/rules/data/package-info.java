/** Data taken out: secrets read, resources shared with others. */
@NullMarked
package dev.gatehouse.core.rules.data;

import org.jspecify.annotations.NullMarked;
