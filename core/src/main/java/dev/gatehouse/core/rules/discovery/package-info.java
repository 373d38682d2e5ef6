/** Looking around: what is listed, tried and refused. */
@NullMarked
package dev.gatehouse.core.rules.discovery;

import org.jspecify.annotations.NullMarked;
