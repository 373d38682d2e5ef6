/** The section {@code serve} of gatehouse.yaml, described once. */
@NullMarked
package dev.gatehouse.serve.config;

import org.jspecify.annotations.NullMarked;
