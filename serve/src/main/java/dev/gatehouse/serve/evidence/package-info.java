/** Records made findable by what they name, beside the pipeline. */
@NullMarked
package dev.gatehouse.serve.evidence;

import org.jspecify.annotations.NullMarked;
