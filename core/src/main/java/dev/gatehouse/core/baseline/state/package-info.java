/** What is remembered of one subject: its baseline, and what is too young to be part of it. */
@NullMarked
package dev.gatehouse.core.baseline.state;

import org.jspecify.annotations.NullMarked;
