/** Working a case: who looks at it, what came out, and what was decided because of it. */
@NullMarked
package dev.gatehouse.serve.work;

import org.jspecify.annotations.NullMarked;
