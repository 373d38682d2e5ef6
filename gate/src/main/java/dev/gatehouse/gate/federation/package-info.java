/** What identity providers assert of people and programs, and whether they signed it. */
@NullMarked
package dev.gatehouse.gate.federation;

import org.jspecify.annotations.NullMarked;
