/** Settings from flags, environment and gatehouse.yaml. */
@NullMarked
package dev.gatehouse.cli.config;

import org.jspecify.annotations.NullMarked;
