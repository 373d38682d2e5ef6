/** What a person sees: streams, colour, tables, progress. */
@NullMarked
package dev.gatehouse.cli.terminal;

import org.jspecify.annotations.NullMarked;
