/** Permissions gained, and limits removed. */
@NullMarked
package dev.gatehouse.core.rules.privilege;

import org.jspecify.annotations.NullMarked;
