/** What is kept: findings, cases, evidence. */
@NullMarked
package dev.gatehouse.serve.store;

import org.jspecify.annotations.NullMarked;
