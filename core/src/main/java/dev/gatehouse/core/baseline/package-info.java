/** What is normal for an identity, learned call by call, and the calls that are not. */
@NullMarked
package dev.gatehouse.core.baseline;

import org.jspecify.annotations.NullMarked;
