/** What a finding is: a claim about an identity, its severity, its evidence and its reasons. */
@NullMarked
package dev.gatehouse.core.finding;

import org.jspecify.annotations.NullMarked;
