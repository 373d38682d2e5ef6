package dev.gatehouse.serve.work;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far somebody is with a case. */
public enum Status {
  /** Nobody has looked. */
  NEW,
  /** Somebody is at it. */
  IN_WORK,
  /** Done; it takes a verdict. */
  CLOSED;

  /** As in the database and in answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The status of that word; empty if there is none. */
  public static Optional<Status> of(String word) {
    return Arrays.stream(values()).filter(status -> status.word().equals(word)).findFirst();
  }
}
