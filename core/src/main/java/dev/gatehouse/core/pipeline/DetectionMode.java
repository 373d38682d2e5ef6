package dev.gatehouse.core.pipeline;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of the findings of a detection. */
public enum DetectionMode {
  /** They count. */
  ON,
  /** The detection does not run. */
  OFF,
  /** They are shown to whoever asks for them, and count for nothing. */
  SHADOW;

  /** As in the settings. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The mode of that word; empty if there is none. */
  public static Optional<DetectionMode> of(String word) {
    return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
  }
}
