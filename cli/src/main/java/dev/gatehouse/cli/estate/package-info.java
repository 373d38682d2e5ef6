/** Commands that ask what exists. */
@NullMarked
package dev.gatehouse.cli.estate;

import org.jspecify.annotations.NullMarked;
