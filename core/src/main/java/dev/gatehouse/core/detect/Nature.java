package dev.gatehouse.core.detect;

/** What a detection leans on; what is said of it in the first weeks depends on that. */
public enum Nature {
  /** An act that says something by itself, whoever does it. */
  STRUCTURAL("structural: the act speaks for itself"),
  /** Departure from what was learned of somebody; needs history, and is wrong now and then. */
  STATISTICAL("statistical: judged by what was learned"),
  /** Several independent departures at once; rare enough to count from the start. */
  COMPOSITE("composite: several departures at once");

  private final String words;

  Nature(String words) {
    this.words = words;
  }

  /** The word and what it means, for the page of a detection. */
  public String words() {
    return words;
  }

  /** The word alone. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
