/** One file a detection. */
@NullMarked
package dev.gatehouse.core.detect.rules;

import org.jspecify.annotations.NullMarked;
