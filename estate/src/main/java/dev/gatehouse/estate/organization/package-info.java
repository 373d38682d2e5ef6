/** An organization: its accounts, units and control policies. */
@NullMarked
package dev.gatehouse.estate.organization;

import org.jspecify.annotations.NullMarked;
