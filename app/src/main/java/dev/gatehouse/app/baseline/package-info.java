/** Asks what is normal for somebody. */
@NullMarked
package dev.gatehouse.app.baseline;

import org.jspecify.annotations.NullMarked;
