package dev.gatehouse.estate.admission;

import dev.gatehouse.estate.admission.CallerGroup.Circle;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.context.Truth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Callers whom a changed policy lets in and the one before did not.
 *
 * @param principal as it stands in the new policy; "" where that cannot be told
 * @param circle how far they stand from the ones that are meant
 * @param who for the start of a sentence: {@code jobs of any repository of `octo-org`}
 * @param actions what they may do now; for a trust policy the one call by which they become the
 *     role
 * @param admitted YES with a witness, or UNKNOWN
 * @param caller one of them by name: an ARN, a service, a provider; "" where it has none
 * @param witness condition keys of a request that the new policy lets in and the old one does not,
 *     as far as a condition looks at them; null unless YES
 * @param because what kept them out before, or why nobody can tell; one sentence
 */
public record Newcomer(
    String principal,
    Circle circle,
    String who,
    List<String> actions,
    Truth admitted,
    String caller,
    @Nullable Context witness,
    String because) {
  public Newcomer {
    actions = List.copyOf(actions);
  }

  /** One sentence: who comes in now and what kept them out, or that it cannot be told. */
  public String sentence() {
    return admitted == Truth.YES
        ? "It lets in " + who + ". " + because
        : "Whether it lets in " + who + " cannot be told. " + because;
  }
}
