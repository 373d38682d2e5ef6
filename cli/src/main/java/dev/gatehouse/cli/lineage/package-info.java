/** The commands lineage and trace. */
@NullMarked
package dev.gatehouse.cli.lineage;

import org.jspecify.annotations.NullMarked;
