/** The attacks of the range, each in a loud and a quiet form. */
@NullMarked
package dev.gatehouse.range.campaign;

import org.jspecify.annotations.NullMarked;
