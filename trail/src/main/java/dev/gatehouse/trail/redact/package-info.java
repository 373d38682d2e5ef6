/** Copies of records and findings that can be shown to strangers: who and where is replaced. */
@NullMarked
package dev.gatehouse.trail.redact;

import org.jspecify.annotations.NullMarked;
