/** Findings, cases, graphs and reports as bytes: JSON, OCSF, SARIF, DOT and HTML. */
@NullMarked
package dev.gatehouse.output;

import org.jspecify.annotations.NullMarked;
