/** How requests and answers look on the wire: HTTP messages, and the protocols of AWS. */
@NullMarked
package dev.gatehouse.gate.wire;

import org.jspecify.annotations.NullMarked;
