/** Signature Version 4: which key signed a request, and whether it did. */
@NullMarked
package dev.gatehouse.gate.signature;

import org.jspecify.annotations.NullMarked;
