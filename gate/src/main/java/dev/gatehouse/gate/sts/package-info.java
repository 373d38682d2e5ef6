/** The operations of the Security Token Service. */
@NullMarked
package dev.gatehouse.gate.sts;

import org.jspecify.annotations.NullMarked;
