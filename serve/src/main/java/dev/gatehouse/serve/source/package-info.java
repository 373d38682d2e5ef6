/** Where records come from. */
@NullMarked
package dev.gatehouse.serve.source;

import org.jspecify.annotations.NullMarked;
