/** Attacks with somebody else's credentials. */
@NullMarked
package dev.gatehouse.range.campaign.credential;

import org.jspecify.annotations.NullMarked;
