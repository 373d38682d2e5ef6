/** Whether one policy grants anything that another did not. */
@NullMarked
package dev.gatehouse.policy.compare;

import org.jspecify.annotations.NullMarked;
