package dev.gatehouse.harden.proof;

import dev.gatehouse.harden.history.ObservedCalls;
import java.util.List;

/**
 * What a policy says to the calls of one shape.
 *
 * @param unknown condition keys, and as {@code policy:NAME} documents, on which the answer hangs;
 *     empty unless it cannot be told
 * @param reason one sentence
 */
public record Replayed(
    ObservedCalls use, ReplayAnswer answer, List<String> unknown, String reason) {
  public Replayed {
    unknown = List.copyOf(unknown);
  }
}
