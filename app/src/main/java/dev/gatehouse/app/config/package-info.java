/** Settings from flags, environment and gatehouse.yaml. */
@NullMarked
package dev.gatehouse.app.config;

import org.jspecify.annotations.NullMarked;
