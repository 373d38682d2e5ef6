/** What AWS publishes of itself: actions with their access levels, and AWS-managed policies. */
@NullMarked
package dev.gatehouse.policy.catalogue;

import org.jspecify.annotations.NullMarked;
