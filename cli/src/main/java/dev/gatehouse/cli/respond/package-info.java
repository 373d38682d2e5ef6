/** {@code gatehouse contain}. */
@NullMarked
package dev.gatehouse.cli.respond;

import org.jspecify.annotations.NullMarked;
