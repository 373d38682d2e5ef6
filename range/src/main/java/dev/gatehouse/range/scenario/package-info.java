/** What happens beside ordinary work: attacks, and harmless events that look like attacks. */
@NullMarked
package dev.gatehouse.range.scenario;

import org.jspecify.annotations.NullMarked;
