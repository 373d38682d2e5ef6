package dev.gatehouse.core.lineage;

/** Input of {@link ResolveLineage}. */
public sealed interface LineageInput {
  /** The key it is about, see {@link Keys}. */
  String key();

  /** A fact to keep under the key, as its record says it. */
  record Known(String key, Fact fact) implements LineageInput {}

  /**
   * The way home of whoever made an issuing call: what a fact under the key leads to.
   *
   * @param eventId the issuing record
   * @param home lineage of the credential that the call was made with
   */
  record Homeward(String key, String eventId, Home home) implements LineageInput {}

  /** A resolution that looks the key up. */
  record Question(String key, LineageResolution resolution) implements LineageInput {}

  static LineageInput keep(String key, Fact fact) {
    return new Known(key, fact);
  }
}
