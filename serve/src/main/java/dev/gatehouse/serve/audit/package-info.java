/** The audit log, and the one database that nothing changes without an entry in it. */
@NullMarked
package dev.gatehouse.serve.audit;

import org.jspecify.annotations.NullMarked;
