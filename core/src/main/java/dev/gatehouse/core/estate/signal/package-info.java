/** What other products say: their findings, read as signals that weigh on cases. */
@NullMarked
package dev.gatehouse.core.estate.signal;

import org.jspecify.annotations.NullMarked;
