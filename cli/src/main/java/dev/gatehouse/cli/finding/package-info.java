/** Findings on their way out: detect, explain and the formats. */
@NullMarked
package dev.gatehouse.cli.finding;

import org.jspecify.annotations.NullMarked;
