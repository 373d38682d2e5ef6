/** Finds mistakes in policies: what AWS would refuse, what never matches, what lets in too many. */
@NullMarked
package dev.gatehouse.policy.lint;

import org.jspecify.annotations.NullMarked;
