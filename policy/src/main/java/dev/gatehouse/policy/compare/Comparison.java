package dev.gatehouse.policy.compare;

import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyKind;
import dev.gatehouse.policy.language.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Whether a new policy lets anyone do what the old one did not, whatever other policies there are.
 *
 * <p>"No" is proved: each grant of the new policy lies within one of the old, and each denial of
 * the old that could touch it stands in the new as well. "Yes" is shown by a request that the
 * evaluator allows under the new policy and not under the old, all else equal. What is neither
 * proved nor shown is left open.
 *
 * @param answer what was found
 * @param witness the request, for {@link Answer#NEW_ACCESS}
 * @param environment in words, what other policies the witness is asked under, else ""
 * @param reason one sentence
 */
public record Comparison(
    Answer answer, @Nullable Request witness, String environment, String reason) {

  /** The three answers. */
  public enum Answer {
    NO_NEW_ACCESS("no new access"),
    NEW_ACCESS("new access"),
    CANNOT_TELL("cannot tell");

    private final String words;

    Answer(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /** Compares two documents of the same kind. */
  public static Comparison of(Policy oldPolicy, Policy newPolicy, PolicyKind kind) {
    String unclear = unclear(oldPolicy, newPolicy);
    Statement open = unclear == null ? new Coverage(oldPolicy, newPolicy, kind).firstOpen() : null;
    if (unclear == null && open == null) {
      return new Comparison(
          Answer.NO_NEW_ACCESS,
          null,
          "",
          "every grant of the new policy lies within a grant of the old one");
    }
    WitnessSearch.Witness witness = new WitnessSearch(oldPolicy, newPolicy, kind).find();
    if (witness != null) {
      return new Comparison(
          Answer.NEW_ACCESS,
          witness.request(),
          witness.environment(),
          "the new policy lets this request through and the old one does not");
    }
    String reason = unclear != null ? unclear : open == null ? "" : openness(open);
    return new Comparison(Answer.CANNOT_TELL, null, "", reason);
  }

  private static String openness(Statement open) {
    String what =
        open.effect() == Effect.DENY
            ? " of the old policy denies something that the new policy may not"
            : " of the new policy is not plainly within the old one";
    return open.label() + what + ", and no request was found that shows it";
  }

  private static @Nullable String unclear(Policy oldPolicy, Policy newPolicy) {
    for (Policy policy : new Policy[] {oldPolicy, newPolicy}) {
      if (policy.opaque()) {
        return "the document of " + policy + " is not known";
      }
      for (Statement statement : policy.statements()) {
        if (statement.broken()) {
          return statement.label() + " of " + policy + " has no clear meaning; see `policy lint`";
        }
      }
    }
    return null;
  }
}
