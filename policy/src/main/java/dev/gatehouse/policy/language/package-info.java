/** The policy language: documents, statements, principals, and what is wrong with them. */
@NullMarked
package dev.gatehouse.policy.language;

import org.jspecify.annotations.NullMarked;
