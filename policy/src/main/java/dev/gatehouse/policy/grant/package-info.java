/** What a document grants, asked of the document alone. */
@NullMarked
package dev.gatehouse.policy.grant;

import org.jspecify.annotations.NullMarked;
