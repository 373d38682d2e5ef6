/** Questions to the policy engine, and what a conditional answer needs. */
@NullMarked
package dev.gatehouse.estate.graph.query;

import org.jspecify.annotations.NullMarked;
