/** {@code gatehouse estate collect}. */
@NullMarked
package dev.gatehouse.app.collect;

import org.jspecify.annotations.NullMarked;
