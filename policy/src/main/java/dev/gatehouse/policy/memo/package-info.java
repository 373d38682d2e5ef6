/** What was made of a text lately, so that it need not be made again. */
@NullMarked
package dev.gatehouse.policy.memo;

import org.jspecify.annotations.NullMarked;
