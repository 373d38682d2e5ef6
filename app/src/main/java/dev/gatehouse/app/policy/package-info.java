/** The commands {@code gatehouse policy …}. */
@NullMarked
package dev.gatehouse.app.policy;

import org.jspecify.annotations.NullMarked;
