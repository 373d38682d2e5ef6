/** The pipeline over the intake log, and its snapshots. */
@NullMarked
package dev.gatehouse.serve.watch;

import org.jspecify.annotations.NullMarked;
