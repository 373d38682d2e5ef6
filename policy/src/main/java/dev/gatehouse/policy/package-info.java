/** The IAM policy language: parse, decide, explain, compare. */
@NullMarked
package dev.gatehouse.policy;

import org.jspecify.annotations.NullMarked;
