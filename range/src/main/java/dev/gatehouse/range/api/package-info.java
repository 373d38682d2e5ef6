/** API calls by service, with the parameters that CloudTrail records of them. */
@NullMarked
package dev.gatehouse.range.api;

import org.jspecify.annotations.NullMarked;
