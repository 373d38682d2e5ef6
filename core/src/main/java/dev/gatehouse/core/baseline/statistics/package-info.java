/** Formulas: tails of counts, moments, activity by hour of the week. They know nothing of AWS. */
@NullMarked
package dev.gatehouse.core.baseline.statistics;

import org.jspecify.annotations.NullMarked;
