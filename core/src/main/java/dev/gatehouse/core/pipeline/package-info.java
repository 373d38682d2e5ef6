/** The detection pipeline: what it is made of, and what makes a finding final. */
@NullMarked
package dev.gatehouse.core.pipeline;

import org.jspecify.annotations.NullMarked;
