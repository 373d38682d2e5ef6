/** The HTML report: one file that needs nothing else. */
@NullMarked
package dev.gatehouse.cli.report;

import org.jspecify.annotations.NullMarked;
