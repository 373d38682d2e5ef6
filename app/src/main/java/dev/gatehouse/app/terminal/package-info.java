/** What a person sees: streams, colour, tables, progress. */
@NullMarked
package dev.gatehouse.app.terminal;

import org.jspecify.annotations.NullMarked;
