/** Plans of containment as JSON and as commands. */
@NullMarked
package dev.gatehouse.output.respond;

import org.jspecify.annotations.NullMarked;
