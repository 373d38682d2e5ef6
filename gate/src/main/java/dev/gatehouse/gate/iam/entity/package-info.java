/** What the things of IAM have in common: names, ids, ARNs, paths, tags, pages, quotas. */
@NullMarked
package dev.gatehouse.gate.iam.entity;

import org.jspecify.annotations.NullMarked;
