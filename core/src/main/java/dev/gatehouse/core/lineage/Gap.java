package dev.gatehouse.core.lineage;

/**
 * Something a lineage does not know.
 *
 * @param kind what is missing
 * @param text one sentence for a person
 */
public record Gap(Kind kind, String text) {
  /** Kinds of gaps; {@link #word} is used in JSON. */
  public enum Kind {
    /** No issuing record has arrived; one may still. */
    PENDING("pending"),
    /** No record in the trail issued this credential. */
    NO_ISSUING_RECORD("no-issuing-record"),
    /** The credential is older than the first record of its account in the trail. */
    ISSUED_BEFORE_TRAIL("issued-before-trail"),
    /** The caller acted from an account whose trail is not here. */
    ISSUER_OUTSIDE_TRAIL("issuer-outside-trail"),
    /** The console makes such keys itself and records no issue of them. */
    CONSOLE_KEY("console-key"),
    /** A service made this key to act for its caller, and records no issue of it. */
    SERVICE_KEY("service-key"),
    /** Several live sessions carry this name. */
    AMBIGUOUS("ambiguous"),
    /** The chain leads back into itself. */
    LOOP("loop"),
    /** The chain is longer than is followed, or, where its origin is known, than is told. */
    HOPS_MAX("hops-max");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word used in JSON. */
    public String word() {
      return word;
    }
  }
}
