/** Attacks on what protects the organization, and on its bill. */
@NullMarked
package dev.gatehouse.range.campaign.impact;

import org.jspecify.annotations.NullMarked;
