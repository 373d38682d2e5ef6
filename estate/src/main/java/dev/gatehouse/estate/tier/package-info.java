/** How much harm a role can do. */
@NullMarked
package dev.gatehouse.estate.tier;

import org.jspecify.annotations.NullMarked;
