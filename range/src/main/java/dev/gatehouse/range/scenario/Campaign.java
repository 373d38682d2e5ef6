package dev.gatehouse.range.scenario;

/** One kind of attack. */
public abstract class Campaign extends Scenario<CampaignRun> {
  /**
   * An attack.
   *
   * @param id stable name, {@code leaked-key}
   * @param summary one sentence: who gets in and what they take
   */
  protected Campaign(String id, String summary) {
    super(id, summary);
  }
}
