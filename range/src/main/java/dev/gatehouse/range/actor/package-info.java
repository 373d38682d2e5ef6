/** People and machines that go about their work. */
@NullMarked
package dev.gatehouse.range.actor;

import org.jspecify.annotations.NullMarked;
