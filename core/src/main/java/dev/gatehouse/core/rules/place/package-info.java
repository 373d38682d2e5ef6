/** From where: networks, regions, distances. */
@NullMarked
package dev.gatehouse.core.rules.place;

import org.jspecify.annotations.NullMarked;
