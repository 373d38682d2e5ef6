/**
 * What sources bring, made durable before it is acknowledged: the log that all else is a function
 * of.
 */
@NullMarked
package dev.gatehouse.serve.intake;

import org.jspecify.annotations.NullMarked;
