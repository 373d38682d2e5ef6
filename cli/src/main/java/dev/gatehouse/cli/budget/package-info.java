/** How much a team is told a day: thresholds that keep findings within a budget. */
@NullMarked
package dev.gatehouse.cli.budget;

import org.jspecify.annotations.NullMarked;
