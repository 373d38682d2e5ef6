/** JSON on its way out. */
@NullMarked
package dev.gatehouse.cli.json;

import org.jspecify.annotations.NullMarked;
