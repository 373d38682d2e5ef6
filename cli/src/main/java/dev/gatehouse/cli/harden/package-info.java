/** {@code gatehouse harden}: tighter trust policies, proved on the past. */
@NullMarked
package dev.gatehouse.cli.harden;

import org.jspecify.annotations.NullMarked;
