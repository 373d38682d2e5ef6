/** Nodes and edges of the graph, and what decides one. */
@NullMarked
package dev.gatehouse.estate.graph.edge;

import org.jspecify.annotations.NullMarked;
