/** ARNs, keys and chains in words that fit a line. */
@NullMarked
package dev.gatehouse.app.label;

import org.jspecify.annotations.NullMarked;
