package dev.gatehouse.policy.trial;

import dev.gatehouse.policy.decision.Decision;
import dev.gatehouse.policy.decision.Outcome;

/**
 * A question with the answer somebody expects: one unit test of policies.
 *
 * @param name what the case is about
 * @param expected the expected answer
 */
public record PolicyCase(Question question, String name, Expectation expected) {

  /** What a case can ask for. */
  public enum Expectation {
    ALLOWED("Allowed"),
    IMPLICITLY_DENIED("ImplicitlyDenied"),
    EXPLICITLY_DENIED("ExplicitlyDenied"),
    /** Denied either way. */
    DENIED("Denied"),
    UNKNOWN("Unknown");

    private final String word;

    Expectation(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    boolean isMetBy(Outcome outcome) {
      return switch (this) {
        case ALLOWED -> outcome == Outcome.ALLOWED;
        case IMPLICITLY_DENIED -> outcome == Outcome.IMPLICITLY_DENIED;
        case EXPLICITLY_DENIED -> outcome == Outcome.EXPLICITLY_DENIED;
        case DENIED -> outcome == Outcome.IMPLICITLY_DENIED || outcome == Outcome.EXPLICITLY_DENIED;
        case UNKNOWN -> outcome == Outcome.UNKNOWN;
      };
    }
  }

  /**
   * How a case went.
   *
   * @param decision the answer given
   */
  public record Result(PolicyCase of, Decision decision, boolean passed) {}

  public Result run() {
    Decision decision = question.answer();
    return new Result(this, decision, expected.isMetBy(decision.outcome()));
  }
}
