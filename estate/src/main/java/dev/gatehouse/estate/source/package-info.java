/** Reads the files that people export from IAM and the organization into an inventory. */
@NullMarked
package dev.gatehouse.estate.source;

import org.jspecify.annotations.NullMarked;
