/** What all commands share: exit codes, refusals, failures, the version. */
@NullMarked
package dev.gatehouse.cli;

import org.jspecify.annotations.NullMarked;
