package dev.gatehouse.estate.graph.edge;

import dev.gatehouse.policy.language.Policy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one session that is or was in use.
 *
 * @param arn the session's ARN, or a user's for long-term or GetSessionToken credentials
 * @param limits the session policies it was issued with; null when there were none
 * @param keys condition keys it brings, such as {@code aws:MultiFactorAuthPresent}
 */
public record LiveSession(String arn, @Nullable List<Policy> limits, Map<String, String> keys) {
  public LiveSession {
    limits = limits == null ? null : List.copyOf(limits);
    keys = Map.copyOf(keys);
  }

  /** Its node in a graph. */
  public Node node() {
    return new Node(Node.Kind.SESSION, arn);
  }
}
