/** Attacks that go from role to role, and those that make a service act for them. */
@NullMarked
package dev.gatehouse.range.campaign.chain;

import org.jspecify.annotations.NullMarked;
