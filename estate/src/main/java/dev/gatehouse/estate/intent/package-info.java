/**
 * What the organization says of who may become whom: documented trust, and temporary exceptions.
 */
@NullMarked
package dev.gatehouse.estate.intent;

import org.jspecify.annotations.NullMarked;
