/** The whole of {@code gatehouse detect}: what each stage of it costs, beside its peers. */
@NullMarked
package dev.gatehouse.benchmarks.detect;

import org.jspecify.annotations.NullMarked;
