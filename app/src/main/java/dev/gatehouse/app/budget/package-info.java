/** How much a team is told a day: thresholds that keep findings within a budget. */
@NullMarked
package dev.gatehouse.app.budget;

import org.jspecify.annotations.NullMarked;
