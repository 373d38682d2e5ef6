/** Commands and options that read trail files. */
@NullMarked
package dev.gatehouse.app.trail;

import org.jspecify.annotations.NullMarked;
