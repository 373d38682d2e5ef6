/** JSON on its way out. */
@NullMarked
package dev.gatehouse.app.json;

import org.jspecify.annotations.NullMarked;
