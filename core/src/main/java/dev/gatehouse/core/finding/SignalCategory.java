package dev.gatehouse.core.finding;

import java.util.Locale;

/**
 * What a finding is a sign of. Two findings of one category often have one innocent cause (a
 * hotel's network is a new place and a new tool's address alike); findings of two categories seldom
 * do. So a category counts once.
 */
public enum SignalCategory {
  PLACE("place"),
  TOOL("tool"),
  TIME("time"),
  VOLUME("volume"),
  LOOKING_AROUND("looking around"),
  WAY("way taken"),
  HABIT("habit"),
  PRIVILEGE("privilege gained"),
  PERSISTENCE("way back in"),
  EVASION("tracks covered"),
  DATA("data taken"),
  /** Made of other signs itself, so never added to them. */
  COMPOSITE("several at once"),
  /** What another product said. */
  IMPORTED("imported signal");

  private final String words;

  SignalCategory(String words) {
    this.words = words;
  }

  /** A few words for people. */
  public String words() {
    return words;
  }

  /** The word used in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
