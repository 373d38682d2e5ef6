/** The rehearsal in one command. */
@NullMarked
package dev.gatehouse.app.demo;

import org.jspecify.annotations.NullMarked;
