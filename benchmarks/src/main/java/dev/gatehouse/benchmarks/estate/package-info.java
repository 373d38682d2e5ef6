/** The trust graph of large organizations. */
@NullMarked
package dev.gatehouse.benchmarks.estate;

import org.jspecify.annotations.NullMarked;
