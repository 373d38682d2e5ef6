package dev.gatehouse.serve.access;

/** Somebody is kept out. The message is one sentence for them, and says nothing of others. */
public final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  /** Why, as far as the one refused is told. */
  public enum Kind {
    /** Name or password are wrong, or both, or the user is kept out. */
    UNKNOWN,
    /** Too many tries; later. */
    LATER
  }

  private final Kind kind;
  private final long afterSeconds;

  private Refused(Kind kind, String sentence, long afterSeconds) {
    super(sentence, null, false, false);
    this.kind = kind;
    this.afterSeconds = afterSeconds;
  }

  static Refused unknown(String sentence) {
    return new Refused(Kind.UNKNOWN, sentence, 0);
  }

  static Refused later(String sentence, long seconds) {
    return new Refused(Kind.LATER, sentence, seconds);
  }

  public Kind kind() {
    return kind;
  }

  /** When to try again. */
  public long afterSeconds() {
    return afterSeconds;
  }
}
