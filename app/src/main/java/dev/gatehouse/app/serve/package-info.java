/** {@code gatehouse serve}. */
@NullMarked
package dev.gatehouse.app.serve;

import org.jspecify.annotations.NullMarked;
