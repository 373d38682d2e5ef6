/** What exists around the trail: organization, accounts, networks, planned changes. */
@NullMarked
package dev.gatehouse.estate;

import org.jspecify.annotations.NullMarked;
