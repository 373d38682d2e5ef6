/** The endpoint: one HTTP request's way from the socket to its answer. */
@NullMarked
package dev.gatehouse.gate.server;

import org.jspecify.annotations.NullMarked;
