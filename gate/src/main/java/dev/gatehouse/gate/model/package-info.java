/**
 * AWS's service models as data: operations, shapes, constraints, and values that have those shapes.
 */
@NullMarked
package dev.gatehouse.gate.model;

import org.jspecify.annotations.NullMarked;
