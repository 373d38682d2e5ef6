@NullMarked
package dev.gatehouse.range;

import org.jspecify.annotations.NullMarked;
