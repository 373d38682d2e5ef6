/** YAML that somebody wrote: read within limits, with the place of what is wrong. */
@NullMarked
package dev.gatehouse.estate.yaml;

import org.jspecify.annotations.NullMarked;
