/** The HTML report: one file that needs nothing else. */
@NullMarked
package dev.gatehouse.app.report;

import org.jspecify.annotations.NullMarked;
