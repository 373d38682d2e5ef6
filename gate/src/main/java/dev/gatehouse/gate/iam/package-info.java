/** The operations of IAM. */
@NullMarked
package dev.gatehouse.gate.iam;

import org.jspecify.annotations.NullMarked;
