/**
 * Records in the shapes that tables, log pipelines and other schemas give them, made whole again.
 */
@NullMarked
package dev.gatehouse.trail.form;

import org.jspecify.annotations.NullMarked;
