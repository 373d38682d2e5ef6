/** Stores in SQLite, in the data folder. */
@NullMarked
package dev.gatehouse.serve.store.sqlite;

import org.jspecify.annotations.NullMarked;
