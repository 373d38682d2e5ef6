/** What a trail itself is found to be, for machines. */
@NullMarked
package dev.gatehouse.output.trail;

import org.jspecify.annotations.NullMarked;
