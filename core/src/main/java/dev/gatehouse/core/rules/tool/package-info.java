/** With what: clients, session names, kinds of credentials. */
@NullMarked
package dev.gatehouse.core.rules.tool;

import org.jspecify.annotations.NullMarked;
