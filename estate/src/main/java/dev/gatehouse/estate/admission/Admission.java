package dev.gatehouse.estate.admission;

import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.context.Truth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether any request that a kind of caller can make passes the conditions of a statement.
 *
 * @param possible YES with a request that does; NO when it is proved that none does; UNKNOWN
 * @param witness the keys of such a request that the conditions look at; null unless YES
 * @param reasons what stands in the way; empty unless NO
 */
public record Admission(Truth possible, @Nullable Context witness, List<Obstacle> reasons) {
  public Admission {
    reasons = List.copyOf(reasons);
  }

  /**
   * A condition that no such caller meets.
   *
   * @param key the condition key; "" where none is to blame
   * @param sentence one sentence
   */
  public record Obstacle(String key, String sentence) {}
}
