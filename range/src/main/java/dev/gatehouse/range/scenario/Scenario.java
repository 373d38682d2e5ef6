package dev.gatehouse.range.scenario;

/**
 * Something that happens beside ordinary work.
 *
 * @param <R> one run of it
 */
public abstract class Scenario<R extends ScenarioRun> {
  private final String id;
  private final String summary;

  /**
   * A scenario.
   *
   * @param id stable name, {@code leaked-key}
   * @param summary one sentence: what happens
   */
  protected Scenario(String id, String summary) {
    this.id = id;
    this.summary = summary;
  }

  /** Stable name, {@code leaked-key}. */
  public final String id() {
    return id;
  }

  /** What happens, in one sentence. */
  final String summary() {
    return summary;
  }

  /** Puts one run on the schedule. */
  public abstract void begin(R run);
}
