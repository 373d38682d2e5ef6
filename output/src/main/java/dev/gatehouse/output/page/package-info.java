/** Self-contained HTML pages. */
@NullMarked
package dev.gatehouse.output.page;

import org.jspecify.annotations.NullMarked;
