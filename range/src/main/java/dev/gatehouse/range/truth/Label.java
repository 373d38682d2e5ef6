package dev.gatehouse.range.truth;

/** Why an event is more than an ordinary one. */
public sealed interface Label {
  /**
   * Part of an attack.
   *
   * @param run id of the campaign run, {@code leaked-key/loud}
   * @param stage name of the stage
   * @param technique ATT&amp;CK technique id
   */
  record Attack(String run, String stage, String technique) implements Label {}

  /**
   * Harmless, yet looks like an attack.
   *
   * @param run id of the look-alike's run, {@code new-joiner/2}
   */
  record LookAlike(String run) implements Label {}
}
