package dev.gatehouse.serve.store;

/** A store could not do what was asked; the message is one sentence. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what went wrong below. */
  public StoreException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** With the sentence alone. */
  public StoreException(String sentence) {
    super(sentence);
  }
}
