package dev.gatehouse.range.campaign;

/** One kind of attack; {@link Campaigns} lists them. */
interface Campaign {
  /** Stable name, {@code leaked-key}. */
  String id();

  /** One sentence: who gets in and what they take. */
  String summary();

  /** Puts the attack on the agenda. */
  void run(CampaignRun run);
}
