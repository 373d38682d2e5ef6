/** The commands {@code gatehouse range generate} and {@code gatehouse range score}. */
@NullMarked
package dev.gatehouse.app.range;

import org.jspecify.annotations.NullMarked;
