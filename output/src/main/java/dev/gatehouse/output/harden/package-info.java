/** Certificates and proposals as JSON. */
@NullMarked
package dev.gatehouse.output.harden;

import org.jspecify.annotations.NullMarked;
