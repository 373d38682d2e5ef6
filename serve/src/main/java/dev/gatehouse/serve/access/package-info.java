/** Who may do what: users, sessions of the console, API tokens, and the table of permissions. */
@NullMarked
package dev.gatehouse.serve.access;

import org.jspecify.annotations.NullMarked;
