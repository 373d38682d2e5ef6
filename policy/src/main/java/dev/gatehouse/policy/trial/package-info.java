/** Questions and expected answers in files: unit tests for policies. */
@NullMarked
package dev.gatehouse.policy.trial;

import org.jspecify.annotations.NullMarked;
