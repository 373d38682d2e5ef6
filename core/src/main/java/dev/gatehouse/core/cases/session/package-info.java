/** The sessions of a case as one tree, and the places they were used from. */
@NullMarked
package dev.gatehouse.core.cases.session;

import org.jspecify.annotations.NullMarked;
