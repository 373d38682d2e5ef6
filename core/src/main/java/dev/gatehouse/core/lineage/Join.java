package dev.gatehouse.core.lineage;

/** How a use of a credential was tied to the record that issued it, best first. */
public enum Join {
  /**
   * The issuing record's {@code responseElements.credentials.accessKeyId} is the caller's access
   * key id.
   */
  ACCESS_KEY("access-key"),
  /**
   * The same {@code signInSessionArn}, or a sign-in of the same user at the credential's creation
   * date.
   */
  SIGN_IN("sign-in"),
  /** The same role id and session name, and the credential's creation date is the time of issue. */
  SESSION("session"),
  /**
   * The same role and session name, live at the time of use; the record has no creation date that
   * proves it.
   */
  SESSION_NAME("session-name"),
  /** The same source identity, which survives role chaining. */
  SOURCE_IDENTITY("source-identity"),
  /** The acting record itself names who it was issued to; no issuing record was needed. */
  RECORD("record"),
  /** No issuing record was found; a gap says why. */
  NONE("none");

  private final String word;

  Join(String word) {
    this.word = word;
  }

  /** The word used in JSON. */
  public String word() {
    return word;
  }

  /** How the way is known, for people. */
  public String words() {
    return switch (this) {
      case ACCESS_KEY -> "proven by the key";
      case SIGN_IN -> "proven by the sign-in";
      case RECORD -> "told by the record itself";
      case SESSION -> "inferred from session name and time";
      case SESSION_NAME -> "inferred from the session's name";
      case SOURCE_IDENTITY -> "inferred from the source identity";
      case NONE -> "not in the trail";
    };
  }

  /** Whether the join is proof and not inference. */
  public boolean proven() {
    return this == ACCESS_KEY || this == SIGN_IN || this == RECORD;
  }
}
