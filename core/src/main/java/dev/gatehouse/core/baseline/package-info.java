/** What is normal for an identity: what it does, how much of it, when, and from where. */
@NullMarked
package dev.gatehouse.core.baseline;

import org.jspecify.annotations.NullMarked;
