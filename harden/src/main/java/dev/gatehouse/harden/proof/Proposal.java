package dev.gatehouse.harden.proof;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trust policy to put in the place of another.
 *
 * @param document equal to the current one where nothing can be tightened
 * @param changes what was tightened, one sentence each
 * @param withheld what the tier wants besides, and why it is not in it
 * @param unused principals of the current policy that nobody came as, with what became of them
 * @param maxSessionSeconds the longest session to allow; null to leave it alone
 * @param beforeAttack what the proposal starts from: the policy in force without what suspect
 *     changes brought in
 */
public record Proposal(
    TrustDocument document,
    List<String> changes,
    List<RejectedCondition> withheld,
    List<Unused> unused,
    @Nullable Integer maxSessionSeconds,
    TrustBeforeAttack beforeAttack) {
  /**
   * A principal that nobody came as.
   *
   * @param dropped whether the proposal trusts it no longer
   * @param why one sentence: since when it has been there, who documented it, what is not known
   */
  public record Unused(String principal, boolean dropped, String why) {}

  public Proposal {
    changes = List.copyOf(changes);
    withheld = List.copyOf(withheld);
    unused = List.copyOf(unused);
  }
}
