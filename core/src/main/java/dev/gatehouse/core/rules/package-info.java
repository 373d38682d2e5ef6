/** The list of all detections. Each lies in the family of what it watches. */
@NullMarked
package dev.gatehouse.core.rules;

import org.jspecify.annotations.NullMarked;
