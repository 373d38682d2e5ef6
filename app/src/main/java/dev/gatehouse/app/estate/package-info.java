/** Commands that ask what exists. */
@NullMarked
package dev.gatehouse.app.estate;

import org.jspecify.annotations.NullMarked;
