/** Inventory, graph, trust and posture of an estate as JSON, SARIF, DOT and pages. */
@NullMarked
package dev.gatehouse.output.estate;

import org.jspecify.annotations.NullMarked;
