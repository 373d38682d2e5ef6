package dev.gatehouse.serve.work;

import dev.gatehouse.serve.audit.Actor;
import java.util.List;
import java.util.Optional;

/**
 * Where suppressions and approvals of trust are kept: all that ever were, for what was found under
 * them must stay explained.
 */
public interface DecisionStore {
  /** All suppressions, the last made first. */
  List<Silence> suppressions();

  /** Adds one; its number is given by the store. Empty if there are too many. */
  Optional<Silence> add(Silence suppression, Actor by);

  /** Ends one before its time; empty if it is not there or has ended. */
  Optional<Silence> endSuppression(long number, Actor by);

  /** All approvals, the last made first. */
  List<Approval> approvals();

  /** Adds one; its number is given by the store. Empty if there are too many. */
  Optional<Approval> add(Approval approval, Actor by);

  /** Ends one before its time; empty if it is not there or has ended. */
  Optional<Approval> endApproval(long number, Actor by);
}
