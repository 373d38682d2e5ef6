/**
 * Files and streams to read, every container that records come in, and what was rejected and why.
 */
@NullMarked
package dev.gatehouse.trail.read;

import org.jspecify.annotations.NullMarked;
