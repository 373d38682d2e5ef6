/** The root user: its use, and its protection. */
@NullMarked
package dev.gatehouse.core.rules.root;

import org.jspecify.annotations.NullMarked;
