/** The commands {@code gatehouse policy …}. */
@NullMarked
package dev.gatehouse.cli.policy;

import org.jspecify.annotations.NullMarked;
