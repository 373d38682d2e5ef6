package dev.gatehouse.policy.trial;

import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.PolicySet.Level;
import dev.gatehouse.policy.language.Policy;
import java.util.ArrayList;
import java.util.List;

/** All documents of a policy set in the order of their kinds. */
final class PolicyDocuments {
  private PolicyDocuments() {}

  static List<Policy> of(PolicySet set) {
    List<Policy> all = new ArrayList<>(set.identity());
    if (set.resource() != null) {
      all.add(set.resource());
    }
    if (set.boundary() != null) {
      all.addAll(set.boundary());
    }
    if (set.session() != null) {
      all.addAll(set.session());
    }
    for (Level level : set.scps()) {
      all.addAll(level.policies());
    }
    for (Level level : set.rcps()) {
      all.addAll(level.policies());
    }
    return all;
  }
}
