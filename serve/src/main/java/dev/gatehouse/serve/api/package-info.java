/** The JSON API: one table of routes, and what stands between a request and a route. */
@NullMarked
package dev.gatehouse.serve.api;

import org.jspecify.annotations.NullMarked;
