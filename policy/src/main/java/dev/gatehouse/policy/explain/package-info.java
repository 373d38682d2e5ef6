/** Says to a person why a request is allowed or not. */
@NullMarked
package dev.gatehouse.policy.explain;

import org.jspecify.annotations.NullMarked;
