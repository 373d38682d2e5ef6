/** What somebody usually does, and when. */
@NullMarked
package dev.gatehouse.core.rules.habit;

import org.jspecify.annotations.NullMarked;
