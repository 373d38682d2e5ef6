/** Identity providers and server certificates. */
@NullMarked
package dev.gatehouse.gate.iam.provider;

import org.jspecify.annotations.NullMarked;
