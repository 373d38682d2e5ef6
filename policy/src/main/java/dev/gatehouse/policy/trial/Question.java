package dev.gatehouse.policy.trial;

import dev.gatehouse.policy.decision.Decision;
import dev.gatehouse.policy.decision.Evaluator;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.Request;
import java.util.List;

/**
 * A request with all policies it is to be judged by.
 *
 * @param id how the answer is told from others, or ""
 * @param requests one for each resource of the call; all must be allowed
 */
public record Question(String id, List<Request> requests, PolicySet policies) {
  public Question {
    requests = List.copyOf(requests);
  }

  public Decision answer() {
    return Evaluator.decideAll(requests, policies);
  }

  /** The first request; the only one unless the call touches several resources. */
  public Request request() {
    return requests.get(0);
  }
}
