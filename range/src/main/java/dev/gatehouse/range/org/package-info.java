/** The organization that is played: accounts, roles, people, networks. */
@NullMarked
package dev.gatehouse.range.org;

import org.jspecify.annotations.NullMarked;
