/** Commands and options that read trail files. */
@NullMarked
package dev.gatehouse.cli.trail;

import org.jspecify.annotations.NullMarked;
