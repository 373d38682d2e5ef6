/** The JSON API. */
@NullMarked
package dev.gatehouse.serve.http;

import org.jspecify.annotations.NullMarked;
