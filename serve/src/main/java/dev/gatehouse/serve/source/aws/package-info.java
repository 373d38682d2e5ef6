/** Records that come through services of AWS. */
@NullMarked
package dev.gatehouse.serve.source.aws;

import org.jspecify.annotations.NullMarked;
