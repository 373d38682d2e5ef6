/** A local IAM and STS that enforces, records, and answers as AWS does. */
@NullMarked
package dev.gatehouse.gate;

import org.jspecify.annotations.NullMarked;
