/** Wildcards, ARNs and policy variables, matched without regular expressions. */
@NullMarked
package dev.gatehouse.policy.pattern;

import org.jspecify.annotations.NullMarked;
