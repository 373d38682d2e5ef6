/** Policy documents, managed and inline policies, boundaries, and simulation. */
@NullMarked
package dev.gatehouse.gate.iam.policy;

import org.jspecify.annotations.NullMarked;
