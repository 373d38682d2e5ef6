package dev.gatehouse.serve.work;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a case turned out to be. */
public enum Verdict {
  /** Somebody did what they must not. */
  TRUE,
  /** It happened as told, and was meant to. */
  BENIGN,
  /** What was told did not happen, or is nothing that anybody would want to be told. */
  FALSE;

  /** As in the database and in answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The verdict of that word; empty if there is none. */
  public static Optional<Verdict> of(String word) {
    return Arrays.stream(values()).filter(verdict -> verdict.word().equals(word)).findFirst();
  }
}
