package dev.gatehouse.core.detect;

import java.util.Locale;

/** A finding as it stands. */
public record FindingState(Finding finding, int revision, State state) {
  /** Whether it may still change. */
  public enum State {
    PROVISIONAL,
    SETTLED,
    WITHDRAWN;

    /** The word used in JSON. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
