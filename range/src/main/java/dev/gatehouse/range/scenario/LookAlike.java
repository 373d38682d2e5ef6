package dev.gatehouse.range.lookalike;

/** One kind of harmless event that looks like an attack; {@link LookAlikes} lists them. */
interface LookAlike {
  /** Stable name, {@code new-joiner}. */
  String id();

  /** One sentence: what happens, and what it could be taken for. */
  String summary();

  /** Puts one occurrence on the agenda. */
  void run(LookAlikeRun run);
}
