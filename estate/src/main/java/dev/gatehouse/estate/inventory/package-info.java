/** What IAM and the organization hold: who exists, with which policies, as of when. */
@NullMarked
package dev.gatehouse.estate.inventory;

import org.jspecify.annotations.NullMarked;
