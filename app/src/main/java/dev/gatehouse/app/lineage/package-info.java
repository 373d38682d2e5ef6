/** The commands lineage and trace. */
@NullMarked
package dev.gatehouse.app.lineage;

import org.jspecify.annotations.NullMarked;
