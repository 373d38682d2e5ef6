package dev.gatehouse.harden.proof;

import dev.gatehouse.harden.ChecklistPoint;
import dev.gatehouse.harden.history.ObservedCalls;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition that the tier wants and the proposal leaves out.
 *
 * @param principal whom it would have bound, as it stands in the policy
 * @param condition as JSON; "" where no value is known for it
 * @param calls how many past calls stand against it; 0 where it is not the history that does
 * @param evidence the first of them
 * @param unknown the keys that nobody knows; empty where it is certain that it would not do
 */
public record RejectedCondition(
    ChecklistPoint point,
    String principal,
    String condition,
    String reason,
    long calls,
    ObservedCalls.@Nullable Evidence evidence,
    List<String> unknown) {
  public RejectedCondition {
    unknown = List.copyOf(unknown);
  }
}
