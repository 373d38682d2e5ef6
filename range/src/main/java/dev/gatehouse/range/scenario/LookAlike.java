package dev.gatehouse.range.scenario;

/** One kind of harmless event that looks like an attack. */
public abstract class LookAlike extends Scenario<LookAlikeRun> {
  /**
   * A look-alike.
   *
   * @param id stable name, {@code new-joiner}
   * @param summary one sentence: what happens, and what it could be taken for
   */
  protected LookAlike(String id, String summary) {
    super(id, summary);
  }
}
