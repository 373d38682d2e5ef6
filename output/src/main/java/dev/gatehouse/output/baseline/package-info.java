/** What is normal for a subject, as JSON. */
@NullMarked
package dev.gatehouse.output.baseline;

import org.jspecify.annotations.NullMarked;
