/** Users, groups, roles and instance profiles. */
@NullMarked
package dev.gatehouse.gate.iam.principal;

import org.jspecify.annotations.NullMarked;
