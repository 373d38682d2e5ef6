/** What a change of IAM means: who had what before it, and what is granted by it. */
@NullMarked
package dev.gatehouse.core.rules.iam;

import org.jspecify.annotations.NullMarked;
