package dev.gatehouse.harden.proof;

import java.util.Locale;

/** What a policy would have said to calls that were made before it. */
public enum ReplayAnswer {
  /** They would come through as they did. */
  STILL_ALLOWED("still allowed"),
  /** They would be refused. */
  WOULD_BE_DENIED("would be denied"),
  /** The answer hangs on something that no record says. */
  CANNOT_TELL("cannot tell"),
  /** The policy in force today refuses them already. */
  REFUSED_ALREADY("refused already");

  private final String words;

  ReplayAnswer(String words) {
    this.words = words;
  }

  /** For sentences. */
  public String words() {
    return words;
  }

  /** The word used in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
