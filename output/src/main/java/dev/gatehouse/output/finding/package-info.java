/** Findings and cases as JSON and OCSF. */
@NullMarked
package dev.gatehouse.output.finding;

import org.jspecify.annotations.NullMarked;
