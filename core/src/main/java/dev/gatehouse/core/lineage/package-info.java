/** Where temporary credentials come from: sessions, hops, origin, and what an identity created. */
@NullMarked
package dev.gatehouse.core.lineage;

import org.jspecify.annotations.NullMarked;
