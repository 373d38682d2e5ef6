/** What other products say: their findings, read as signals that weigh on cases. */
@NullMarked
package dev.gatehouse.estate.signal;

import org.jspecify.annotations.NullMarked;
