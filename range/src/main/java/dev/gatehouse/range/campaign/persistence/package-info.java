/** Attacks that make a way to come back, or permissions for it. */
@NullMarked
package dev.gatehouse.range.campaign.persistence;

import org.jspecify.annotations.NullMarked;
