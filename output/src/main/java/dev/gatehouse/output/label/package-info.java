/** Short and safe names for people. */
@NullMarked
package dev.gatehouse.output.label;

import org.jspecify.annotations.NullMarked;
