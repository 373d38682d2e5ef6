package dev.gatehouse.policy.language;

import java.util.List;

/** A policy document that cannot be read, or that strict parsing refuses. */
public final class PolicyException extends RuntimeException {
  private final List<Problem> problems;

  PolicyException(String policy, List<Problem> problems) {
    super("policy `" + policy + "` is not valid: " + problems.get(0) + more(problems));
    this.problems = List.copyOf(problems);
  }

  private static String more(List<Problem> problems) {
    return problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
  }

  /** All that is wrong, in the order of the document; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
