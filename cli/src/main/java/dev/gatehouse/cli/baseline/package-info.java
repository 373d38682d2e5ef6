/** Asks what is normal for somebody. */
@NullMarked
package dev.gatehouse.cli.baseline;

import org.jspecify.annotations.NullMarked;
