/** The detection contract: activities in, findings out. */
@NullMarked
package dev.gatehouse.core.detect;

import org.jspecify.annotations.NullMarked;
