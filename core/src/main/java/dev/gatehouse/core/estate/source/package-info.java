/** Reads the files that people export from IAM and the organization into an inventory. */
@NullMarked
package dev.gatehouse.core.estate.source;

import org.jspecify.annotations.NullMarked;
