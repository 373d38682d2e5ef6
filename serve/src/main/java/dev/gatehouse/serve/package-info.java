/** The watch that goes on: sources, intake, pipeline, stores and API wired together. */
@NullMarked
package dev.gatehouse.serve;

import org.jspecify.annotations.NullMarked;
