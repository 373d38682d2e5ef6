/** CloudTrail records: the model, every container they come in, what was rejected and why. */
@NullMarked
package dev.gatehouse.trail;

import org.jspecify.annotations.NullMarked;
