/** ARNs, keys and chains in words that fit a line. */
@NullMarked
package dev.gatehouse.cli.label;

import org.jspecify.annotations.NullMarked;
